import { inWorkspace, type Tx } from '../../db/in-workspace.js'
import { listClosesOfPeriod, noteOnce } from '../../domain/close/close-event-store.js'
import { shortDate } from '../../lib/dates.js'
import { defineJob } from '../define-job.js'

export default defineJob({
  name: 'close-reopened',
  summary: 'Notes in a close’s history what came of a reopening that was asked for, and that it is closed again',
  // Hourly as well: one that somebody closed again by hand before its time was over.
  on: ['approval.settled', 'period.reclosed', 'period.reclose'],
  run: async ({ db, scope }, data) => {
    const approvalId = data['approvalId']
    await inWorkspace(db, scope, (tx) =>
      typeof approvalId === 'string' ? noteSettled(tx, approvalId) : noteClosedAgain(tx),
    )
  },
})

async function noteSettled(tx: Tx, approvalId: string): Promise<void> {
  const approval = await tx.prisma.approval.findFirst({
    where: { id: approvalId, kind: 'reopen-period', state: { in: ['approved', 'rejected'] } },
    include: { decidedBy: true },
  })
  if (!approval) return
  const kind = approval.state === 'approved' ? 'opened_again' : 'reopening_refused'
  const by = approval.decidedBy ? ` by ${approval.decidedBy.name}` : ''
  const note = `${approval.ref}, ${approval.state}${by}: ${approval.note ?? approval.reason ?? ''}`
  for (const { id } of await listClosesOfPeriod(tx, approval.subject))
    await noteOnce(tx, id, { kind, note, data: { cause: approval.id } })
}

/** By what came of it: a reopening that has an end. What was posted meanwhile is counted. */
async function noteClosedAgain(tx: Tx): Promise<void> {
  const ended = await tx.prisma.periodReopening.findMany({ where: { endedAt: { not: null } } })
  for (const { id, periodId, createdAt } of ended) {
    const entries = await tx.prisma.journalEntry.count({ where: { reopeningId: id } })
    const note = `opened on ${shortDate(createdAt.toISOString().slice(0, 10))}, ${entries} ${entries === 1 ? 'entry' : 'entries'} posted meanwhile`
    for (const close of await listClosesOfPeriod(tx, periodId))
      await noteOnce(tx, close.id, { kind: 'closed_again', note, data: { cause: id } })
  }
}
