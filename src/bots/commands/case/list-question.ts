import type { SqlScope } from '../../../db/sql-workspace.js'
import type { Facet } from '../../../domain/crm/facet-store.js'
import type { Priority } from '../../../domain/support/case.js'
import type { CaseFilter } from '../../../domain/support/case-list-store.js'
import { teamOf } from '../../../domain/support/support-staff-store.js'
import { counted } from '../../../lib/counted.js'
import type { RecordRef } from '../params.js'

export const WHOSE = ['mine', 'unassigned', 'breaching', 'team', 'all'] as const
type Whose = (typeof WHOSE)[number]

type Words = {
  whose?: string | undefined
  company?: RecordRef | undefined
  contact?: RecordRef | undefined
  owner?: RecordRef | undefined
  priority?: string | undefined
  status?: string | undefined
  facets?: readonly Facet[]
}

/** What is due within this time is as good as late for whoever plans an afternoon. */
const BREACHING_MS = 2 * 3_600_000

const OPEN = ['new', 'open', 'waiting'] as const

/** What a list of cases is asked for: mine and not closed, unless the words reach further. */
export async function caseQuestion(
  read: SqlScope,
  askerId: string,
  words: Words,
): Promise<{ filter: CaseFilter; say: (count: number) => string }> {
  const { company, contact, owner, priority, status, facets = [] } = words
  const whose = (words.whose ?? (company || contact || owner || status || facets.length > 0 ? 'all' : 'mine')) as Whose
  const statuses = status === 'any' ? null : status ? [status as (typeof OPEN)[number]] : OPEN
  const filter: CaseFilter = {
    ...(await reachOf(read, askerId, owner ? 'all' : whose)),
    ...(owner ? { ownerId: owner.id } : {}),
    ...(company ? { companyId: company.id } : {}),
    ...(contact ? { contactId: contact.id } : {}),
    ...(priority ? { priority: priority as Priority } : {}),
    ...(statuses ? { statuses } : {}),
    facets,
  }
  return { filter, say: (count) => sentence({ ...words, whose }, count) }
}

async function reachOf(read: SqlScope, askerId: string, whose: Whose): Promise<CaseFilter> {
  if (whose === 'mine') return { ownerId: askerId }
  if (whose === 'unassigned') return { unowned: true }
  if (whose === 'breaching') return { dueBy: new Date(read.now.getTime() + BREACHING_MS) }
  return whose === 'team' ? { team: await teamOf(read, askerId) } : {}
}

/** "You have 3 cases", "There are 2 urgent cases of Acme that nobody has". */
function sentence({ whose, company, contact, owner, priority, status }: Words, count: number): string {
  const state = status && status !== 'any' ? status : status === 'any' ? '' : 'open'
  const what = counted(count, [state, priority, 'case'].filter(Boolean).join(' ')).replace(/^0 /, 'no ')
  const of = company ?? contact
  const who = owner ? `${owner.title} has` : whose === 'mine' ? 'You have' : whose === 'team' ? 'Your team has' : null
  const tail =
    whose === 'unassigned' ? ' that nobody has' : whose === 'breaching' ? ' late or due within two hours' : ''
  return `${who ?? (count === 1 ? 'There is' : 'There are')} ${what}${of ? ` of ${of.title}` : ''}${tail}`
}
