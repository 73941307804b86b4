import type { ImapFlow } from 'imapflow'
import { AppError } from '../lib/errors.js'
import { type Folder, listNumberedFolders } from './imap-folders.js'
import { noteStatus, syncChanged, syncOrCount } from './sync-mailbox.js'
import type { SyncSession } from './sync-session.js'

/** Folders that cannot be watched (IMAP watches one) are asked this often, ms. */
const POLL_MS = 30_000
/** That all was looked at is noted this often, ms: every note is a change that is audited. */
const NOTE_MS = 60 * 60_000

/**
 * Follows a mailbox that is caught up until the connection ends: IDLE on the inbox (RFC 2177), STATUS on the other folders
 * now and then. Throws when the connection is gone; returns when the signal is aborted.
 */
export async function watchMailbox(session: SyncSession): Promise<void> {
  const { client, signal } = session
  const { pollMs = POLL_MS, noteMs = NOTE_MS } = session.deps
  const bell = makeBell(client, signal)
  let noted = { at: performance.now(), closed: namesOf(session) }
  for (let nextPoll = performance.now() + pollMs; !signal.aborted; ) {
    await syncInbox(session)
    client.idle().catch(() => undefined) // a lost connection rings the bell
    await bell.wait(Math.max(0, nextPoll - performance.now()))
    if (signal.aborted) return
    if (!client.usable) throw new AppError('unavailable', 'The mail server closed the connection.')
    if (performance.now() >= nextPoll) {
      await pollOthers(session)
      nextPoll = performance.now() + pollMs
      if (performance.now() - noted.at < noteMs && noted.closed === namesOf(session)) continue
      await noteStatus(session, 'following', true)
      noted = { at: performance.now(), closed: namesOf(session) }
    }
  }
}

const namesOf = ({ closed }: SyncSession): string => [...closed].sort().join('\n')

const INBOX: Folder = { path: 'INBOX', specialUse: '\\Inbox' }

/** Whatever rang, or came while another folder was open and rang nothing, shows when it is opened anew. */
export const syncInbox = (session: SyncSession): Promise<void> => syncOrCount(session, INBOX)

/** The inbox is open, and STATUS is no way to ask about what is open (RFC 3501 §6.3.10). */
export const pollOthers = async (session: SyncSession): Promise<void> =>
  syncChanged(session, await listNumberedFolders(session.client), ({ path }) => path.toUpperCase() !== INBOX.path)

/** Rings once for everything that happened since it was last waited for, so that no event falls between two waits. */
function makeBell(client: ImapFlow, signal: AbortSignal): { wait(ms: number): Promise<void> } {
  let rung = false
  let wake = () => {}
  const ring = () => {
    rung = true
    wake()
  }
  for (const event of ['exists', 'expunge', 'flags', 'close'] as const) client.on(event, ring)
  signal.addEventListener('abort', ring, { once: true })
  return {
    wait: async (ms) => {
      if (!rung)
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms)
          wake = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      rung = false
    },
  }
}
