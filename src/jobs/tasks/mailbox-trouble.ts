import { hash } from 'node:crypto'
import type { Reply } from '../../bots/commands/reply.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import {
  listInPart,
  listRecovered,
  listTroubled,
  type MailboxTrouble,
} from '../../domain/correspondence/mailbox-trouble-store.js'
import type { Occasion } from '../../domain/people/notices.js'
import type { Staff } from '../../domain/people/staff.js'
import { findStaffByIds, listStaff } from '../../domain/people/staff-store.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { defineJob, every, type JobContext } from '../define-job.js'
import { tellColleague } from '../tell-colleague.js'

/** A server that restarts, or a provider's bad minutes, mend themselves. */
const PATIENCE_MINUTES = 15

export default defineJob({
  name: 'mailbox-trouble',
  summary:
    'Says once that a mailbox stays away or is followed but in part, and once that it is well again: to its owner, of a shared one to the administrators',
  on: ['mailbox.trouble'],
  schedule: { kind: 'mailbox.trouble', next: every(5) },
  run: async (context) => {
    const before = new Date(context.db.clock.now().getTime() - PATIENCE_MINUTES * 60_000)
    const { troubled, inPart, recovered } = await readWorkspace(context.db, context.scope, async (read) => {
      const { liveAt } = await getWorkspace(read)
      if (liveAt === null) return { troubled: [], inPart: [], recovered: [] }
      return {
        troubled: await withHearers(read, await listTroubled(read, before)),
        inPart: await withHearers(read, await listInPart(read)),
        recovered: await withHearers(read, await listRecovered(read, 'mailbox-failing')),
      }
    })
    for (const { trouble, hearers } of troubled)
      await tell(context, hearers, occasionOf('mailbox-failing', trouble), trouble, failing(trouble))
    for (const { trouble, hearers } of inPart)
      await tell(context, hearers, occasionOfFolders(trouble), trouble, followedInPart(trouble))
    for (const { trouble, hearers } of recovered)
      await tell(context, hearers, occasionOf('mailbox-well', trouble), trouble, well(trouble))
  },
})

type Told = { trouble: MailboxTrouble; hearers: Staff[] }

const withHearers = (read: SqlScope, all: readonly MailboxTrouble[]): Promise<Told[]> =>
  Promise.all(all.map(async (trouble) => ({ trouble, hearers: await hearersOf(read, trouble) })))

/** Its owner, while they work here; of a shared mailbox, or one of somebody who left, who looks after mailboxes. */
async function hearersOf(read: SqlScope, { staffId }: MailboxTrouble): Promise<Staff[]> {
  const owners = (await findStaffByIds(read, staffId === null ? [] : [staffId])).filter(({ active }) => active)
  return owners.length > 0 ? owners : listStaff(read, { role: 'admin' })
}

const occasionOf = (kind: 'mailbox-failing' | 'mailbox-well', { mailboxId, since }: MailboxTrouble): Occasion =>
  `${kind}:${mailboxId}:${since.getTime()}`

/** Once for the same folders, however often they are asked for. */
const occasionOfFolders = ({ mailboxId, lastError }: MailboxTrouble): Occasion =>
  `mailbox-folders:${mailboxId}:${hash('sha256', lastError ?? '').slice(0, 16)}`

/** Whom nothing reaches just now keeps nobody else from hearing. */
async function tell(
  context: JobContext,
  hearers: readonly Staff[],
  occasion: Occasion,
  { mailboxId }: MailboxTrouble,
  reply: Reply,
): Promise<void> {
  for (const person of hearers)
    await tellColleague(context, person, occasion, reply).catch((error: unknown) =>
      context.log.warn({ err: error, mailboxId }, 'nobody could be told of this mailbox; will try again'),
    )
}

const failing = ({ address, lastError }: MailboxTrouble): Reply => ({
  headline: `${address} can't be followed: no mail has come in from it for ${PATIENCE_MINUTES} minutes`,
  ...(lastError !== null && { text: lastError }),
  actions: [status(address)],
  notes: ['Nothing is lost: what comes meanwhile is fetched once it goes again, and I say so then.'],
})

const followedInPart = ({ address, lastError }: MailboxTrouble): Reply => ({
  headline: `${address} is followed, but not all of its folders`,
  ...(lastError !== null && { text: lastError }),
  actions: [status(address)],
  notes: ['Who runs the mail server can say why it does not open them. I ask for them again all the time.'],
})

const well = ({ address }: MailboxTrouble): Reply => ({
  headline: `${address} is followed again`,
  text: 'What came meanwhile is being fetched.',
  actions: [status(address)],
})

const status = (address: string) => ({
  label: 'Status',
  do: { command: 'mailbox status', args: { mailbox: address } },
  typed: `mailbox status ${address}`,
})
