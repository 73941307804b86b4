import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import type { SandboxClock } from '../clock.js'
import { createTsSource } from './ids.js'
import type { StoredAgentThread, StoredConversation, StoredFile, StoredMessage, StoredView } from './types.js'
import type { Workspace } from './workspace.js'

/** What outlives a restart: what was said and shown. Open modals, triggers and response URLs don't. */
interface Saved {
  version: 1
  conversations: StoredConversation[]
  messages: StoredMessage[]
  files: StoredFile[]
  homes: StoredView[]
  agentThreads: StoredAgentThread[]
}

export interface Keeper {
  /** Saves soon; many changes in a row are one save. */
  touch(): void
  /** Saves what is left. */
  close(): Promise<void>
}

const SOON_MS = 200

/** Saves to `dir/workspace.json` and, once each, the bytes of files beside it. */
export function createKeeper(dir: string, current: () => Workspace): Keeper {
  const written = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  let saving: Promise<void> = Promise.resolve()

  const save = () => {
    timer = undefined
    saving = saving.then(() => write(dir, current(), written))
    // A full disk must not end the sandbox; the next change tries again.
    saving = saving.catch((error: unknown) => void process.stderr.write(`sandbox: not saved: ${String(error)}\n`))
    return saving
  }
  return {
    touch() {
      timer ??= setTimeout(() => void save(), SOON_MS)
    },
    async close() {
      clearTimeout(timer)
      await (timer === undefined ? saving : save())
    },
  }
}

async function write(dir: string, workspace: Workspace, written: Set<string>): Promise<void> {
  await mkdir(path.join(dir, 'files'), { recursive: true })
  for (const [id, bytes] of workspace.fileBytes) {
    if (written.has(id)) continue
    await writeFile(path.join(dir, 'files', id), bytes)
    written.add(id)
  }
  const saved: Saved = {
    version: 1,
    conversations: [...workspace.conversations.values()],
    messages: [...workspace.messages.values()].flat(),
    files: [...workspace.files.values()],
    homes: [...workspace.homes.values()].flatMap((id) => workspace.views.get(id) ?? []),
    agentThreads: [...workspace.agentThreads.values()],
  }
  const target = path.join(dir, 'workspace.json')
  await writeFile(`${target}.new`, JSON.stringify(saved))
  // Renaming is atomic: a kill in between leaves the one or the other, never half of it.
  await rename(`${target}.new`, target)
}

const envelope = z.object({ version: z.literal(1) }).loose()

/** Puts what was saved into a fresh workspace. Members and topics of saved channels win over the options'. */
export async function restore(dir: string, workspace: Workspace, clock: SandboxClock): Promise<void> {
  const source = await readFile(path.join(dir, 'workspace.json'), 'utf8').catch(() => null)
  if (source === null) return
  const saved = envelope.parse(JSON.parse(source)) as unknown as Saved
  for (const each of saved.conversations) workspace.conversations.set(each.id, each)
  for (const each of saved.agentThreads) workspace.agentThreads.set(`${each.channel}:${each.threadTs}`, each)
  for (const each of saved.homes) {
    workspace.views.set(each.id, each)
    workspace.homes.set(each.user, each.id)
  }
  let last = '0.0'
  for (const message of saved.messages) {
    const channel = workspace.messages.get(message.channel)
    if (channel) channel.push(message)
    else workspace.messages.set(message.channel, [message])
    if (Number(message.ts) > Number(last)) last = message.ts
  }
  workspace.nextTs = createTsSource(clock, last)
  for (const file of saved.files) {
    const bytes = await readFile(path.join(dir, 'files', file.id)).catch(() => null)
    if (!bytes) continue
    workspace.files.set(file.id, file)
    workspace.fileBytes.set(file.id, bytes)
  }
}
