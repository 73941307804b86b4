import type { DealStatus } from '../../../domain/crm/deal.js'
import type { DealFilter } from '../../../domain/crm/deal-list-store.js'
import type { Facet } from '../../../domain/crm/facet-store.js'
import { nameKey } from '../../../lib/name-key.js'
import type { RecordRef } from '../params.js'

type Words = {
  whose?: string | undefined
  owner?: RecordRef | undefined
  stage?: RecordRef | undefined
  company?: RecordRef | undefined
  status?: string | undefined
  facets?: readonly Facet[]
}

/** What a list of deals is asked for: the filter, and how to say it. */
export type DealQuestion = { filter: DealFilter; say: (count: number) => string }

/**
 * Open deals unless another status is asked for, by name or as a stage (`stage:won`). Mine unless the words reach further:
 * an owner, a company, a stage or `all`.
 */
export function dealQuestion(askerId: string, words: Words): DealQuestion {
  const wider = words.owner ?? words.company ?? words.stage ?? words.facets?.[0] ?? (words.whose === 'all' || undefined)
  const mine = words.whose === 'mine' || wider === undefined
  const ownerId = words.owner?.id ?? (mine ? askerId : undefined)
  const status = statusOf(words)
  const filter: DealFilter = {
    ...(ownerId ? { ownerId } : {}),
    ...(words.company ? { companyId: words.company.id } : {}),
    ...(words.stage ? { stageKey: nameKey(words.stage.title) } : {}),
    ...(status ? { status } : {}),
    ...(words.facets?.[0] ? { facets: words.facets } : {}),
  }
  const holder = words.owner ? `${words.owner.title} has` : mine ? 'You have' : null
  return {
    filter,
    say: (count) => `${holder ?? (count === 1 ? 'There is' : 'There are')} ${what(words, status, count)}`,
  }
}

function statusOf({ status, stage }: Words): DealStatus | null {
  if (status === 'open' || status === 'won' || status === 'lost') return status
  const key = stage && nameKey(stage.title)
  return status === 'any' || key === 'won' || key === 'lost' ? null : 'open'
}

/** "3 open deals in Negotiation with Acme" */
function what({ stage, company }: Words, status: DealStatus | null, count: number): string {
  const deals = [count === 0 ? 'no' : count, status, count === 1 ? 'deal' : 'deals'].filter((word) => word !== null)
  return `${deals.join(' ')}${stage ? ` in ${stage.title}` : ''}${company ? ` with ${company.title}` : ''}`
}
