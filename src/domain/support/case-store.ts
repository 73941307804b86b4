import type { Tx } from '../../db/in-workspace.js'
import { oneAtATime } from '../../db/one-at-a-time.js'
import { putSearchDocument, removeSearchDocument } from '../../db/search-document.js'
import type { Case as Row } from '../../generated/prisma/client.js'
import { changedMeanwhile, notFound } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import { textsOf } from '../crm/custom-field.js'
import type { Case, CaseChange } from './case.js'
import { wasTold } from './case-notice-store.js'
import { emit } from './events.js'

/** One at a time within a company, until the transaction ends: two mails of a thread open one case, two cases go to two people. */
export const lockCases = (tx: Tx): Promise<void> => oneAtATime(tx, 'cases')

/** Throws `not_found`. */
export async function getCase(tx: Tx, id: string): Promise<Case> {
  const row = await tx.prisma.case.findUnique({ where: { workspaceId_id: key(tx, id) } })
  if (!row) throw notFound('There is no such case.', { caseId: id })
  return toCase(row)
}

export async function insertCase(tx: Tx, one: Case): Promise<void> {
  await tx.prisma.case.create({
    data: { ...one, tags: [...one.tags], ...key(tx, one.id), subjectKey: nameKey(one.subject) },
  })
  await putCaseSearch(tx, one)
}

/** Writes what a rule changed, on the very version it was decided on. Throws `conflict` when somebody was faster. */
export async function saveCase(tx: Tx, one: Case, change: CaseChange): Promise<Case> {
  const where = { ...key(tx, one.id), version: one.version }
  const { tags, ...rest } = change
  const data = {
    ...rest,
    ...(tags && { tags: [...tags] }),
    ...(change.subject === undefined ? {} : { subjectKey: nameKey(change.subject) }),
  }
  const [row] = await tx.prisma.case.updateManyAndReturn({ where, data })
  if (!row) throw changedMeanwhile(one.ref)
  const saved = toCase(row)
  await putCaseSearch(tx, saved)
  if (await wasTold(tx, saved.id)) await emit(tx, { kind: 'case.changed', data: { caseId: saved.id } })
  return saved
}

/** One that nothing stands on yet; the audit keeps it. */
export async function deleteCase(tx: Tx, id: string): Promise<void> {
  await tx.prisma.case.delete({ where: { workspaceId_id: key(tx, id) } })
  await removeSearchDocument(tx, 'case', id)
}

/** The cases whose clocks run, to be set by other hours or targets. */
export async function listRunning(tx: Tx): Promise<Case[]> {
  const where = { workspaceId: tx.scope.workspaceId, runningSince: { not: null } }
  return (await tx.prisma.case.findMany({ where, orderBy: { id: 'asc' } })).map(toCase)
}

/** A case is found by its company's and its contact's name too, by its tags and own fields, and by what settled it. */
export async function putCaseSearch(tx: Tx, one: Case): Promise<void> {
  const company =
    one.companyId && (await tx.prisma.company.findUnique({ where: { workspaceId_id: key(tx, one.companyId) } }))
  const contact =
    one.contactId && (await tx.prisma.contact.findUnique({ where: { workspaceId_id: key(tx, one.contactId) } }))
  const body = [
    company ? company.name : null,
    contact ? contact.name : null,
    one.resolution,
    ...one.tags,
    ...textsOf(one.custom),
  ]
  await putSearchDocument(tx, { kind: 'case', id: one.id, ref: one.ref, title: one.subject, body })
}

const key = (tx: Tx, id: string) => ({ workspaceId: tx.scope.workspaceId, id })

/** The columns are named as the fields are; what value sets they keep to is the database's to check. */
function toCase(row: Row): Case {
  const { workspaceId: _w, subjectKey: _s, createdAt: _c, updatedAt: _u, ...one } = row
  return one as Case
}
