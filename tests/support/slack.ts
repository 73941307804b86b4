import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, expect } from 'vitest'
import { parse } from 'yaml'
import { loadCatalog } from '../../src/bots/commands/registry.js'
import type { Deps } from '../../src/bots/commands/request.js'
import { makeSlackFace, type SlackFace, type SlackOptions } from '../../src/bots/slack/app.js'
import type { Database } from '../../src/db/database.js'
import { inWorkspace } from '../../src/db/in-workspace.js'
import type { Scope } from '../../src/db/scope.js'
import { linkSlack } from '../../src/domain/people/link-slack.js'
import { saveInstallation } from '../../src/domain/people/slack-installation-store.js'
import { Redacted } from '../../src/lib/redacted.js'
import { readSecretKey } from '../../src/lib/secret-box.js'
import type { LogEntry } from '../../src/sandbox/control/log.js'
import type { SandboxOptions } from '../../src/sandbox/options.js'
import type {
  Block,
  Container,
  FileInfo,
  Message,
  Options,
  SendMessage,
  State,
  StateValues,
  Submitted,
  View,
} from '../../src/sandbox/page-api.js'
import { startSandbox } from '../../src/sandbox/server.js'
import { startWeb } from '../../src/web/server.js'
import { ROOT } from './places.js'
import { TEST_KEY } from './test-key.js'
import { until } from './until.js'

export const SIGNING_SECRET = 'a-signing-secret-of-tests'
const BOT_TOKEN = 'xoxb-tests'

/** Who there is in the pretended Slack; `staffId` links one to a member of staff, and without it they are a stranger. */
export type SlackUser = {
  name: string
  id?: string
  staffId?: string
  tz?: string
  kind?: 'member' | 'guest' | 'outside'
}

/** A pretended Slack, and an app of ours installed in it. */
export type PretendedSlack = {
  /** What a Slack client takes as `slackApiUrl`. */
  apiUrl: string
  sandboxUrl: string
  team: string
  bot: string
  users: Readonly<Record<string, string>>
  channels: Readonly<Record<string, string>>
  as(name: string): SlackPerson
  log(kind: LogEntry['kind'], name?: string): Promise<LogEntry[]>
  /** Messages that are kept in a channel, raw; of a person's name their direct messages with the app. */
  stored(channel: string): Promise<StoredMessage[]>
  fault(fault: Record<string, unknown>): Promise<unknown>
  /** Ends Socket Mode connections: asks for new ones, or cuts them. */
  disconnect(how: 'refresh' | 'cut'): Promise<unknown>
  /** Takes the app's token away; `uninstalled`: and the app out of the workspace. */
  revoke(how: { uninstalled: boolean }): Promise<unknown>
  /** Has everything delivered to the app that listens there. */
  connect(appUrl: string): Promise<void>
}

/** The same with the real app in front of it, over the wire. */
export type TestSlack = PretendedSlack & {
  face: SlackFace
  /** Where the service listens. */
  appUrl: string
}

export type StoredMessage = {
  channel: string
  ts: string
  text: string
  blocks: Block[]
  files: string[]
  user: string
  ephemeralTo?: string
  threadTs?: string
  metadata?: { event_payload: Record<string, unknown> }
}

/** Somebody at their Slack. What they do answers when it was delivered; what comes of it is waited for by `sees`. */
export type SlackPerson = {
  id: string
  /** The direct messages with the app, or with another. */
  dm(other?: string): Promise<string>
  command(text: string, channel?: string): Promise<void>
  /** `how`: the thread that it goes to, or what else the message has. */
  say(text: string, channel: string, how?: string | Partial<SendMessage>): Promise<string>
  /** A message with a file, in the direct messages with the app unless a channel is named; answers its `ts`. */
  shares(text: string, filename: string, bytes: Buffer, channel?: string): Promise<string>
  click(message: Pick<Message, 'channel' | 'ts'>, label: string): Promise<void>
  /** Chooses from the menu under a message what begins with these words. */
  choose(message: Pick<Message, 'channel' | 'ts'>, words: string): Promise<void>
  /** Gives a command (with a slash in #finance, without one in their direct messages) and waits for its answer. */
  asks(typed: string, fits?: Fits): Promise<Message>
  /** The newest message of the app that this fits, as they see it. */
  sees(fits: Fits): Promise<Message>
  state(): Promise<State>
  modal(fits?: (view: View) => boolean): Promise<View>
  options(view: View, blockId: string, query: string): Promise<Options>
  submit(view: View, state: StateValues): Promise<Submitted>
  /** A file for an input of a form. */
  upload(filename: string, bytes: string | Buffer): Promise<FileInfo>
  home(): Promise<View>
  /** A button of App Home or of a modal. */
  clickView(view: View, label: string): Promise<void>
  /** A new conversation in the agent pane. */
  agent(): Promise<{ channel: string; threadTs: string }>
  /** A shortcut: of a message where one is named. */
  shortcut(callbackId: string, message?: Pick<Message, 'channel' | 'ts'>): Promise<void>
  /** Brings the app into a channel. */
  invite(channel: string): Promise<void>
}

type Fits = string | RegExp | ((message: Message) => boolean)

type Ids = { team: string; app: { botUserId: string }; users: Record<string, string>; channels: Record<string, string> }

/** Starts both for this test file. The app is installed in the company of `scope`. */
export async function testSlack(
  db: Database,
  scope: Scope,
  people: readonly SlackUser[],
  options: Partial<SandboxOptions> = {},
  more: Partial<Deps> = {},
): Promise<TestSlack> {
  const slack = await pretendedSlack(db, scope, people, options)
  return await appFor(db, slack, more)
}

/** The app in front of a Slack; `oauth` lets it be installed there. */
export async function appFor(
  db: Database,
  slack: PretendedSlack,
  more: Partial<Deps> = {},
  how: Partial<Pick<SlackOptions, 'oauth' | 'appToken' | 'timeoutMs'>> = {},
): Promise<TestSlack> {
  const face = await makeSlackFace({
    ...how,
    db,
    deps: { db, catalog: await loadCatalog(), ...more },
    key: readSecretKey(TEST_KEY),
    signingSecret: new Redacted(SIGNING_SECRET),
    publicUrl: undefined,
    slackApiUrl: slack.apiUrl,
  })
  const web = await startWeb({
    host: '127.0.0.1',
    port: 0,
    slack: face.requestListener,
    records: { db, catalog: await loadCatalog(), ...more, key: readSecretKey(TEST_KEY), isSecure: false },
    link: { db, key: readSecretKey(TEST_KEY) },
    adminPassword: undefined,
    health: async () => ({ healthy: true, waiting: null }),
  })
  afterAll(face.settled)
  afterAll(web.close)
  if (how.appToken) await followed(face)
  else await slack.connect(web.url)
  return { ...slack, face, appUrl: web.url }
}

/** Connects by a socket, until the file ends. */
async function followed({ follow }: SlackFace): Promise<void> {
  const controller = new AbortController()
  const following = follow?.(controller.signal)
  afterAll(async () => {
    controller.abort()
    await following
  })
}

/** Starts a Slack alone; the app comes later. */
export async function pretendedSlack(
  db: Database,
  scope: Scope,
  people: readonly SlackUser[],
  options: Partial<SandboxOptions> = {},
): Promise<PretendedSlack> {
  const sandbox = await startSandbox({
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    team: { name: 'Lindenhof', domain: 'lindenhof' },
    users: people.map(({ name, id, tz, kind }) => ({
      ...(kind ? { kind } : {}),
      ...(id ? { id } : {}),
      name,
      realName: name,
      email: `${name}@lindenhof.test`,
      ...(tz ? { tz } : {}),
    })),
    channels: [{ name: 'finance' }, { name: 'elsewhere', app: false }],
    manifest: parse(readFileSync(path.join(ROOT, 'manifest.yaml'), 'utf8')) as SandboxOptions['manifest'],
    rateLimit: false,
    fileShareDelayMs: 20,
    ...options,
  })
  afterAll(sandbox.close)
  const ids = await call<Ids>(`${sandbox.url}/sandbox/control/ids`)
  await install(db, scope, people, ids)
  const as = (name: string) => personOf(sandbox.url, ids, ids.users[name] ?? name)
  const control = <T>(where: string, body?: unknown) => call<T>(`${sandbox.url}/sandbox/control/${where}`, body)
  return {
    apiUrl: sandbox.apiUrl,
    sandboxUrl: sandbox.url,
    team: ids.team,
    bot: ids.app.botUserId,
    users: ids.users,
    channels: ids.channels,
    as,
    log: async (kind, name) => {
      const query = new URLSearchParams({ kind, ...(name ? { name } : {}) })
      return (await control<{ entries: LogEntry[] }>(`log?${query}`)).entries
    },
    stored: async (channel) => {
      const id = ids.users[channel] ? await as(channel).dm() : channel
      return (await control<{ messages: StoredMessage[] }>(`messages?channel=${id}`)).messages
    },
    fault: (fault) => control('faults', fault),
    disconnect: (how) => control('socket', { how }),
    revoke: (how) => control('revoke', how),
    connect: async (url) => expect(await control('app', { url })).toEqual({ verified: true }),
  }
}

async function install(db: Database, scope: Scope, people: readonly SlackUser[], ids: Ids): Promise<void> {
  await inWorkspace(db, scope, async (tx) => {
    const botToken = new Redacted(BOT_TOKEN)
    const installation = { teamId: ids.team, botUserId: ids.app.botUserId, botToken }
    await saveInstallation(tx, readSecretKey(TEST_KEY), installation)
    for (const { name, staffId } of people) if (staffId) await linkSlack(tx, staffId, ids.users[name] ?? '')
  })
}

function personOf(url: string, ids: Ids, id: string): SlackPerson {
  const page = <T>(where: string, body: object) => call<T>(`${url}/sandbox/api/${where}`, { as: id, ...body })
  const state = (after = 0) => call<State>(`${url}/sandbox/api/state?as=${id}&after=${after}`)
  /** The newest message that was seen: a long conversation is not read again with every question. */
  let newest = 0
  const dm = async (other = ids.app.botUserId) =>
    (await page<{ id: string }>('conversations/open', { users: [other] })).id
  const press = async (container: Container, blocks: readonly Block[], label: string) => {
    const { blockId, actionId } = buttonOf(blocks, label)
    const element = { type: 'button' }
    expect(await page('actions', { container, blockId, actionId, element, state: {} })).toMatchObject(DELIVERED)
  }
  const sees = (fits: Fits, after = 0) =>
    until(async () => {
      const messages = (await state(after)).messages.filter((each) => each.user === ids.app.botUserId)
      const found = messages.findLast((each) => fitting(each, fits))
      if (!found) throw new Error(`not seen: ${String(fits)} among ${JSON.stringify(messages.map(textOf), null, 1)}`)
      return found
    })
  const person: SlackPerson = {
    id,
    dm,
    state,
    asks: async (typed, fits = (message) => message.files.length === 0) => {
      newest = Math.max(newest, ...(await state(newest)).messages.map((each) => Number(each.ts)))
      const before = newest
      if (typed.startsWith('/')) await person.command(typed)
      else await person.say(typed, await dm())
      return await sees(fits, before)
    },
    command: async (typed, channel = ids.channels['finance'] ?? '') => {
      const [, command, text] = /^(\/\S+)\s*(.*)$/s.exec(typed) ?? []
      expect(await page('commands', { channel, command, text })).toMatchObject(DELIVERED)
    },
    say: async (text, channel, how = {}) => {
      const more = typeof how === 'string' ? { threadTs: how } : how
      return (await page<{ ts: string }>('messages', { channel, text, ...more })).ts
    },
    shares: async (text, filename, bytes, channel) => {
      const query = new URLSearchParams({ as: id, channel: channel ?? (await dm()), filename, text })
      const headers = { 'content-type': 'application/octet-stream' }
      const shared = await fetch(`${url}/sandbox/api/files?${query}`, {
        method: 'POST',
        headers,
        body: new Uint8Array(bytes),
      })
      const sent = await shared.text()
      expect(shared.status, sent).toBe(200)
      return (JSON.parse(sent) as { ts: string }).ts
    },
    click: async ({ channel, ts }, label) => {
      const message = (await state()).messages.find((each) => each.channel === channel && each.ts === ts)
      await press({ type: 'message', channel, ts }, message?.blocks ?? [], label)
    },
    choose: async ({ channel, ts }, words) => {
      const message = (await state()).messages.find((each) => each.channel === channel && each.ts === ts)
      const { blockId, actionId, option } = optionOf(message?.blocks ?? [], words)
      const element = { type: 'static_select', selected_option: option }
      const container = { type: 'message', channel, ts }
      expect(await page('actions', { container, blockId, actionId, element, state: {} })).toMatchObject(DELIVERED)
    },
    sees: (fits) => sees(fits),
    modal: (fits = (view) => view.blocks.some((block) => block.type === 'input')) =>
      until(async () => {
        const view = (await state()).modals.at(-1)
        if (!view || !fits(view)) throw new Error(`no such modal: ${JSON.stringify(view)}`)
        return view
      }),
    options: (view, blockId, query) => {
      const container = { type: 'view', viewId: view.id }
      return page<Options>('options', { container, blockId, actionId: actionIdOf(view, blockId), query })
    },
    upload: async (filename, bytes) => {
      const query = new URLSearchParams({ as: id, filename })
      const headers = { 'content-type': 'application/octet-stream' }
      const response = await fetch(`${url}/sandbox/api/uploads?${query}`, {
        method: 'POST',
        headers,
        body: new Uint8Array(Buffer.from(bytes)),
      })
      return (await response.json()) as FileInfo
    },
    submit: (view, values) => page<Submitted>('views/submit', { viewId: view.id, state: values }),
    home: async () => {
      await page('home/open', { tab: 'home' })
      return await until(async () => {
        const { home } = await state()
        if (!home) throw new Error('no App Home yet')
        return home
      })
    },
    invite: async (name) => {
      await page('conversations/join', { channel: ids.channels[name], users: [ids.app.botUserId] })
    },
    agent: () => page('agent/open', {}),
    shortcut: async (callbackId, message) => {
      const at = message && { message: { channel: message.channel, ts: message.ts } }
      expect(await page('shortcuts', { callbackId, ...at })).toMatchObject(DELIVERED)
    },
    clickView: (view, label) => press({ type: 'view', viewId: view.id }, view.blocks, label),
  }
  return person
}

const DELIVERED = { ok: true, delivered: true }

const fitting = (message: Message, fits: Fits): boolean => {
  if (typeof fits === 'function') return fits(message)
  return typeof fits === 'string' ? textOf(message).includes(fits) : fits.test(textOf(message))
}

/** Everything that a message says, as the page has it. */
export const textOf = ({ text, blocks }: Pick<Message, 'text' | 'blocks'>): string =>
  [text, ...blocks.map((block) => JSON.stringify(block))].join('\n')

/** The input of a form's block. */
export const actionIdOf = (view: View, blockId: string): string =>
  String((view.blocks.find((block) => block.block_id === blockId)?.['element'] as Block | undefined)?.['action_id'])

type Button = { type: string; action_id: string; text: { text: string } }

/** A button by the beginning of its label. */
export function buttonOf(blocks: readonly Block[], label: string): { blockId: string; actionId: string } {
  for (const block of blocks) {
    const elements = (block.type === 'actions' ? block['elements'] : [block['accessory'] ?? {}]) as Button[]
    const found = elements.find((each) => each.type === 'button' && each.text.text.startsWith(label))
    if (found) return { blockId: block.block_id ?? '', actionId: found.action_id }
  }
  throw new Error(`no button "${label}" in ${JSON.stringify(blocks)}`)
}

async function call<T>(url: string, body?: unknown): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  const init = body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) }
  return (await (await fetch(url, init)).json()) as T
}

type Choice = { text: { text: string }; value: string }

/** A choice of a menu by the words that it begins with. */
export function optionOf(
  blocks: readonly Block[],
  words: string,
): { blockId: string; actionId: string; option: Choice } {
  for (const block of blocks)
    for (const element of (block['elements'] ?? []) as { action_id?: string; options?: Choice[] }[]) {
      const option = element.options?.find(({ text }) => text.text.startsWith(words))
      if (option && element.action_id) return { blockId: block.block_id ?? '', actionId: element.action_id, option }
    }
  throw new Error(`no choice “${words}” in ${JSON.stringify(blocks)}`)
}
