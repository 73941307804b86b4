import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { invalid, refused } from '../../lib/errors.js'
import type { Result } from '../../lib/result.js'
import type { Custom } from '../crm/custom-field.js'
import {
  assign,
  type Case,
  type CaseChange,
  type ClosedAs,
  caseSubject,
  close,
  type Moment,
  mergeInto,
  type Priority,
  prioritise,
  reopen,
  wait,
} from './case.js'
import { getCase, saveCase } from './case-store.js'
import { emit } from './events.js'
import { loadSupportDesk, type SupportDesk } from './support-settings.js'

export type BeforeAfter = { before: Case; after: Case }

/** Loads, lets the rule decide, saves. Throws `refused` with what the rule says. */
export async function changedCase(
  tx: Tx,
  caseId: string,
  rule: (one: Case, moment: Moment, desk: SupportDesk) => Result<CaseChange>,
): Promise<BeforeAfter> {
  const before = await getCase(tx, caseId)
  const desk = await loadSupportDesk(sqlInTx(tx))
  const change = rule(before, { hours: desk.working, now: tx.now }, desk)
  if (!change.ok) throw refused(change.problem)
  return { before, after: await saveCase(tx, before, change.value) }
}

/** To somebody, who hears of it, or to nobody. */
export async function assignCase(tx: Tx, caseId: string, ownerId: string | null): Promise<BeforeAfter> {
  const change = await changedCase(tx, caseId, (one, { now }) => assign(one, ownerId, now))
  if (ownerId && ownerId !== tx.scope.actorId) await emit(tx, { kind: 'case.assigned', data: { caseId, ownerId } })
  return change
}

export const waitForCustomer = (tx: Tx, caseId: string): Promise<BeforeAfter> => changedCase(tx, caseId, wait)

export const closeCase = (tx: Tx, caseId: string, how: { as: ClosedAs; resolution: string | null }) =>
  changedCase(tx, caseId, (one, moment) => close(one, how, moment))

export const reopenCase = (tx: Tx, caseId: string): Promise<BeforeAfter> => changedCase(tx, caseId, reopen)

/** Of two cases of one matter the first goes on in the second, with its mail and notes. */
export async function mergeCases(tx: Tx, caseId: string, intoId: string): Promise<BeforeAfter> {
  const into = await getCase(tx, intoId)
  const behind = await tx.prisma.case.count({ where: { workspaceId: tx.scope.workspaceId, mergedIntoId: caseId } })
  if (behind > 0) throw refused('Another case was merged into this one: merge the other way round.')
  return changedCase(tx, caseId, (one, moment) => mergeInto(one, into, moment))
}

/** What of a case may be changed without a rule of its own. Null empties it; absent leaves it. */
export type CaseDetails = {
  subject?: string
  priority?: Priority
  teamId?: string | null
  companyId?: string | null
  contactId?: string | null
  tags?: readonly string[]
  custom?: Custom
}

export function changeCase(
  tx: Tx,
  caseId: string,
  { priority, subject, ...details }: CaseDetails,
): Promise<BeforeAfter> {
  if (subject !== undefined && !subject.trim()) throw invalid('A case needs a subject.')
  return changedCase(tx, caseId, (one, _, desk) => ({
    ok: true,
    value: {
      ...details,
      ...(subject === undefined ? {} : { subject: caseSubject(subject) }),
      ...(priority === undefined ? {} : prioritise(one, priority, desk.targets[priority], desk.working)),
    },
  }))
}
