import type { Reply } from '../../bots/commands/reply.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { listRecovered, listTroubled, type MailboxTrouble } from '../../domain/correspondence/mailbox-trouble-store.js'
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
    'Says once that a mailbox stays away, and once that it is well again: to its owner, of a shared one to the administrators',
  on: ['mailbox.trouble'],
  schedule: { kind: 'mailbox.trouble', next: every(5) },
  run: async (context) => {
    const before = new Date(context.db.clock.now().getTime() - PATIENCE_MINUTES * 60_000)
    const { troubled, recovered } = await readWorkspace(context.db, context.scope, async (read) => {
      const { liveAt } = await getWorkspace(read)
      if (liveAt === null) return { troubled: [], recovered: [] }
      return {
        troubled: await withHearers(read, await listTroubled(read, before)),
        recovered: await withHearers(read, await listRecovered(read, 'mailbox-failing')),
      }
    })
    for (const { trouble, hearers } of troubled)
      await tell(context, hearers, 'mailbox-failing', trouble, failing(trouble))
    for (const { trouble, hearers } of recovered) await tell(context, hearers, 'mailbox-well', trouble, well(trouble))
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

/** Whom nothing reaches just now keeps nobody else from hearing. */
async function tell(
  context: JobContext,
  hearers: readonly Staff[],
  kind: 'mailbox-failing' | 'mailbox-well',
  { mailboxId, since }: MailboxTrouble,
  reply: Reply,
): Promise<void> {
  for (const person of hearers)
    await tellColleague(context, person, `${kind}:${mailboxId}:${since.getTime()}`, reply).catch((error: unknown) =>
      context.log.warn({ err: error, mailboxId }, 'nobody could be told of this mailbox; will try again'),
    )
}

const failing = ({ address, lastError }: MailboxTrouble): Reply => ({
  headline: `${address} can't be followed: no mail has come in from it for ${PATIENCE_MINUTES} minutes`,
  ...(lastError !== null && { text: lastError }),
  actions: [status(address)],
  notes: ['Nothing is lost: what comes meanwhile is fetched once it goes again, and I say so then.'],
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
