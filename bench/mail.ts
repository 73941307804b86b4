import path from 'node:path'
import { ImapFlow } from 'imapflow'
import { type Mailroom, startMailroom } from '../scripts/services/mailroom.js'
import { addMailbox } from '../src/domain/correspondence/add-mailbox.js'
import { readSecretKey } from '../src/lib/secret-box.js'
import { syncMailbox } from '../src/mail/sync-mailbox.js'
import type { MailDeps } from '../src/mail/sync-session.js'
import { type Bench, medians, ratioOf, takeTurns, timed } from './harness.js'
import { letters } from './letters.js'
import { newCompany } from './stage.js'

const ROUNDS = 3
const MESSAGES = 1_500
const ADDRESS = 'bench@daybook.example'

/** A mailbox fetched from Dovecot, read, threaded, matched and stored – against fetching the same bytes and dropping them. */
export const mail: Bench = {
  name: 'mail',
  run: async (stage) => {
    const { db } = await stage.openDatabase()
    const dir = path.join(stage.dir, `mailroom-${process.pid}`)
    const cacheDir = path.resolve(stage.dir, '../dovecot')
    const room = await startMailroom({ dir, mailboxes: [], cacheDir })
    stage.onStop(room.stop)
    await fill(room)
    const deps: MailDeps = { db, key: readSecretKey(stage.key), rawDir: path.join(dir, 'raw'), insecure: false }
    const perSecond = async (work: () => Promise<unknown>) => (MESSAGES / (await timed(work))) * 1000
    const rates = await takeTurns(ROUNDS, {
      daybook: async () => {
        const scope = await newCompany(db)
        const imap = `imap://${encodeURIComponent(ADDRESS)}:${room.sharedPassword}@${room.imap.host}:${room.imap.port}`
        const id = await addMailbox(db, scope, deps.key, { address: ADDRESS, imap, visibility: 'full' })
        return perSecond(async () => {
          const { stored } = await syncMailbox(deps, id, { signal: new AbortController().signal })
          if (stored !== MESSAGES) throw new Error(`${stored} of ${MESSAGES} messages were stored.`)
        })
      },
      'fetching alone': () => perSecond(() => inInbox(room, fetchAll)),
    })
    return [
      {
        what: `backfill of ${MESSAGES} messages`,
        unit: 'messages/s',
        figures: medians(rates),
        ratio: ratioOf(rates.daybook, rates['fetching alone']),
      },
    ]
  },
}

const fill = (room: Mailroom): Promise<void> =>
  inInbox(room, async (client) => {
    for (const letter of letters(MESSAGES)) await client.append('INBOX', letter)
  })

async function fetchAll(client: ImapFlow): Promise<void> {
  const lock = await client.getMailboxLock('INBOX', { readOnly: true })
  try {
    let bytes = 0
    for await (const message of client.fetch('1:*', { source: true, flags: true })) bytes += message.source?.length ?? 0
    if (bytes === 0) throw new Error('Nothing was fetched.')
  } finally {
    lock.release()
  }
}

async function inInbox(room: Mailroom, work: (client: ImapFlow) => Promise<void>): Promise<void> {
  const auth = { user: ADDRESS, pass: room.sharedPassword }
  const client = new ImapFlow({ ...room.imap, secure: false, auth, logger: false })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.logout()
  }
}
