import { languageModel } from './bots/commands/ask/model/language-model.js'
import { loadCatalog } from './bots/commands/registry.js'
import type { Deps } from './bots/commands/request.js'
import type { makeSlackFace, SlackFace } from './bots/slack/app.js'
import type { Config } from './config.js'
import { findRestored } from './db/restored.js'
import { feedLinks } from './domain/close/calendar-feed.js'
import { mailLinks } from './domain/correspondence/mail-link.js'
import { fileLinks } from './domain/payables/file-link.js'
import { confirmLinks } from './domain/people/confirm-link.js'
import { recordLinks } from './domain/people/record-link.js'
import { slackProofs } from './domain/people/slack-proof.js'
import { stopLinks } from './domain/reports/stop-link.js'
import { openQueue } from './jobs/queue.js'
import { pokeAfterCommit } from './jobs/relay.js'
import { noChat, type Services } from './jobs/services.js'
import { startJobs } from './jobs/start-jobs.js'
import { keptFiles } from './kept-files.js'
import type { Clock } from './lib/clock.js'
import { refused } from './lib/errors.js'
import { makePace } from './lib/pace.js'
import { derivedSecret, Redacted } from './lib/redacted.js'
import { type Stop, stopAll } from './lib/stop.js'
import { tuneForMail } from './lib/tune-for-mail.js'
import { followMailboxes } from './mail/follow-mailboxes.js'
import { missingPacks } from './mail/missing-packs.js'
import { openStore, type Store } from './open-store.js'
import { healthOf } from './web/health.js'
import { startWeb } from './web/server.js'

export const ROLES = ['web', 'slack', 'mail', 'jobs'] as const
export type Role = (typeof ROLES)[number]

/** Of one person, by Slack and assistants: more than anybody types or clicks, less than a script run wild. */
const COMMANDS = { most: 300, perMs: 60_000 }

export type ServiceOptions = {
  roles?: readonly Role[]
  onProgress?: (step: string, ms: number) => void
  /** The sandbox of a demo company, which `daybook serve` never has: it comes from the demo's start alone, with the
   * simulated company's time. */
  sandbox?: { slackApiUrl: string; signingSecret: string; clock: Clock }
}

export type Service = { url: string; store: Store; stop(): Promise<void> }

/** The service: config → clients → faces and workers, stopped in reverse order. */
export async function startService(config: Config, options: ServiceOptions = {}): Promise<Service> {
  const roles = new Set(options.roles ?? ROLES)
  const stops: Stop[] = []
  try {
    const store = await openStore(config, {
      ...(options.onProgress ? { onProgress: options.onProgress } : {}),
      ...(options.sandbox ? { clock: options.sandbox.clock } : {}),
    })
    stops.push(store.close)
    await refuseCopy(store)
    await warnOfOtherFolder(store)
    pokeAfterCommit(store.db)
    const catalog = await loadCatalog()
    let webUrl: string | null = config.publicUrl ?? null
    const mailLink = mailLinks(store.secretKey, () => webUrl)
    const fileLink = fileLinks(store.secretKey, () => webUrl)
    const recordLink = recordLinks(store.secretKey, () => webUrl)
    const feedLink = feedLinks(store.secretKey, () => webUrl)
    const kept = keptFiles(store.mailFiles)
    const model = config.model && languageModel(config.model)
    const pace = makePace(COMMANDS)
    const deps = {
      db: store.db,
      catalog,
      mailLink,
      fileLink,
      recordLink,
      feedLink,
      kept,
      pace,
      ...(model && { model }),
    }
    const slack = await openSlack(config, store, deps, options.sandbox)
    if (slack && roles.has('slack')) await store.db.warm()
    const confirmLink = confirmLinks(store.secretKey, () => webUrl)
    const slackProof = slackProofs(store.secretKey, () => webUrl)
    const stopLink = stopLinks(store.secretKey, () => webUrl)
    const faces = { catalog, mailLink, fileLink, kept, confirmLink, slackProof, stopLink }
    const services = servicesOf(config, store, slack, faces, options.sandbox !== undefined)
    const queue = await openQueue(store.queue, store.db.log)
    stops.push(queue.close)
    if (slack) stops.push(slack.settled)
    if (roles.has('slack') && slack?.follow) stops.push(inBackground(slack.follow))
    if (roles.has('jobs')) stops.push(await startJobs({ db: store.db, queue, services }))
    if (roles.has('mail')) stops.push(followMail(config, store, services))
    if (roles.has('mail') && config.drop) stops.push(await openDrop(config, config.drop, store))
    const web = await startWebOf(config, store, roles, { slack, queue, deps })
    stops.push(web.close)
    if (roles.has('web')) webUrl ??= web.url
    return { url: web.url, store, stop: () => stopAll(stops) }
  } catch (error) {
    await stopAll(stops)
    throw error
  }
}

/** A copy that was restored to be looked at would write to the same people as the company that it was made of. */
async function refuseCopy({ db }: Store): Promise<void> {
  const madeAt = await findRestored(db.reader)
  if (madeAt !== null)
    throw refused(
      `This is a copy, restored from the backup of ${madeAt}. \`daybook resume\` shows what waited to be sent then, and lets it take the company’s place.`,
    )
}

/** Every role opens mail and files: links in Slack and mails, attachments for suppliers' bills, what a case is answered with. */
async function warnOfOtherFolder({ db, mailFiles }: Store): Promise<void> {
  const missing = await missingPacks(db, mailFiles).catch((error: unknown) => {
    db.log.warn({ err: error }, 'raw mail and files can’t be reached just now')
    return []
  })
  if (missing.length > 0)
    db.log.warn({ where: mailFiles.where, missing: missing.length }, 'not the place that other machines keep mail in')
}

async function openSlack(
  config: Config,
  store: Store,
  deps: Parameters<typeof makeSlackFace>[0]['deps'],
  sandbox: ServiceOptions['sandbox'],
): Promise<SlackFace | null> {
  const signingSecret = sandbox ? new Redacted(sandbox.signingSecret) : config.slack?.signingSecret
  const appToken = sandbox ? undefined : config.slack?.appToken
  if (!signingSecret && !appToken) return null
  const { clientId, clientSecret } = config.slack ?? {}
  const slack = await import('./bots/slack/app.js') // a third of a second that a service without Slack doesn't wait for
  return await slack.makeSlackFace({
    db: store.db,
    deps,
    key: store.secretKey,
    signingSecret,
    appToken,
    oauth:
      clientId && clientSecret
        ? { clientId, clientSecret, stateSecret: derivedSecret(store.key, 'slack oauth state') }
        : undefined,
    publicUrl: config.publicUrl,
    slackApiUrl: sandbox?.slackApiUrl,
  })
}

const servicesOf = (
  config: Config,
  store: Store,
  slack: SlackFace | null,
  faces: Pick<Services, 'catalog' | 'mailLink' | 'fileLink' | 'kept' | 'confirmLink' | 'slackProof' | 'stopLink'>,
  insecureMail: boolean,
): Services => ({
  ...faces,
  assistant: config.assistant,
  chat: slack?.chat ?? noChat,
  key: store.secretKey,
  mailFiles: store.mailFiles,
  smtpUrl: config.smtpUrl,
  mailFrom: config.mailFrom,
  insecureMail,
})

/** Runs until it is told to stop, and is waited for then. */
function inBackground(work: (signal: AbortSignal) => Promise<void>): Stop {
  const controller = new AbortController()
  const working = work(controller.signal)
  return async () => {
    controller.abort()
    await working
  }
}

function followMail({ assistant }: Config, store: Store, services: Services): Stop {
  tuneForMail()
  const controller = new AbortController()
  const { db, secretKey, mailFiles } = store
  const following = followMailboxes(
    { db, key: secretKey, mailFiles, insecure: services.insecureMail, assistant },
    controller.signal,
  )
  return async () => {
    controller.abort()
    await following
  }
}

/** Where mail is handed over: what is to be logged, and commands. */
async function openDrop(config: Config, drop: NonNullable<Config['drop']>, store: Store): Promise<Stop> {
  const { address, authservId, host, port, trusted, certificate } = drop
  const { startDropServer } = await import('./mail/drop-server.js')
  const server = await startDropServer(
    { db: store.db, mailFiles: store.mailFiles, address, assistant: config.assistant, authservId },
    { host, port, trusted, certificate },
  )
  return server.stop
}

/** With every role: what works through the queue has nothing else that a supervisor could ask. */
const startWebOf = (
  config: Config,
  store: Store,
  roles: ReadonlySet<Role>,
  { slack, queue, deps }: { slack: SlackFace | null; queue: Awaited<ReturnType<typeof openQueue>>; deps: Deps },
) =>
  startWeb({
    host: config.host,
    port: config.port,
    slack: roles.has('slack') ? slack?.requestListener : undefined,
    queue: roles.has('web') ? queue : undefined,
    mail: roles.has('web') ? { db: store.db, key: store.secretKey, mailFiles: store.mailFiles } : undefined,
    calendar: roles.has('web') ? { db: store.db, key: store.secretKey } : undefined,
    files: roles.has('web') ? { db: store.db, key: store.secretKey, kept: keptFiles(store.mailFiles) } : undefined,
    records: roles.has('web')
      ? { ...deps, key: store.secretKey, isSecure: config.publicUrl?.startsWith('https:') ?? false }
      : undefined,
    link: roles.has('web') ? { db: store.db, key: store.secretKey } : undefined,
    stop: roles.has('web') ? { db: store.db, key: store.secretKey } : undefined,
    confirm: roles.has('web') ? { db: store.db, key: store.secretKey, catalog: deps.catalog } : undefined,
    assistants: roles.has('web') ? deps : undefined,
    adminPassword: config.adminPassword,
    health: () => healthOf(store.db),
  })
