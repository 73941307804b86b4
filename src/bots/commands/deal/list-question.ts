import type { DealStatus, Forecast } from '../../../domain/crm/deal.js'
import type { DealFilter } from '../../../domain/crm/deal-list-store.js'
import type { Facet } from '../../../domain/crm/facet-store.js'
import { firstOfMonth, type IsoDate, lastOfMonth, monthOf } from '../../../lib/dates.js'
import { nameKey } from '../../../lib/name-key.js'
import type { RecordRef } from '../params.js'

/** Whose, or which of mine: what most people ask for, a word each. */
export const WHOSE = ['mine', 'team', 'all', 'stale', 'closing'] as const

type Words = {
  whose?: string | undefined
  owner?: RecordRef | undefined
  stage?: RecordRef | undefined
  pipeline?: RecordRef | undefined
  company?: RecordRef | undefined
  forecast?: string | undefined
  status?: string | undefined
  facets?: readonly Facet[]
  stale?: boolean | undefined
  closing?: boolean | undefined
}

/** Who asks, and on which of their days. */
type Asking = { id: string; team: readonly string[]; timeZone: string; today: IsoDate }

/** What a list of deals is asked for: the filter, and how to say it. */
export type DealQuestion = { filter: DealFilter; say: (count: number) => string }

/**
 * Open deals unless another status is asked for, by name or as a stage (`stage:won`). Mine unless the words reach further:
 * an owner, a company, a stage, a pipeline, `team` or `all`.
 */
export function dealQuestion(asking: Asking, words: Words): DealQuestion {
  const wider =
    words.owner ??
    words.company ??
    words.stage ??
    words.pipeline ??
    words.facets?.[0] ??
    (words.whose === 'all' || undefined)
  const team = words.whose === 'team'
  const mine = !team && (words.whose === 'mine' || wider === undefined)
  const ownerId = words.owner?.id ?? (mine ? asking.id : undefined)
  const status = statusOf(words)
  const filter: DealFilter = {
    ...(ownerId ? { ownerId } : {}),
    ...(team ? { ownedBy: asking.team } : {}),
    ...(words.company ? { companyId: words.company.id } : {}),
    ...(words.stage ? { stageKey: nameKey(words.stage.title) } : {}),
    ...(words.pipeline ? { pipelineId: words.pipeline.id } : {}),
    ...(status ? { status } : {}),
    ...(words.facets?.[0] ? { facets: words.facets } : {}),
    ...(words.forecast ? { forecast: words.forecast as Forecast } : {}),
    ...(isStale(words) ? { stale: { today: asking.today, timeZone: asking.timeZone } } : {}),
    ...(isClosing(words) ? { closing: monthAround(asking.today) } : {}),
  }
  const holder = words.owner ? `${words.owner.title} has` : mine ? 'You have' : team ? 'Your team has' : null
  return {
    filter,
    say: (count) => `${holder ?? (count === 1 ? 'There is' : 'There are')} ${what(words, status, count)}`,
  }
}

const isStale = ({ whose, stale }: Words): boolean => whose === 'stale' || stale === true
const isClosing = ({ whose, closing }: Words): boolean => whose === 'closing' || closing === true

/** What should have closed earlier this month counts as well. */
const monthAround = (today: IsoDate): { from: IsoDate; to: IsoDate } => ({
  from: firstOfMonth(monthOf(today)),
  to: lastOfMonth(monthOf(today)),
})

function statusOf({ status, stage }: Words): DealStatus | null {
  if (status === 'open' || status === 'won' || status === 'lost') return status
  const key = stage && nameKey(stage.title)
  return status === 'any' || key === 'won' || key === 'lost' ? null : 'open'
}

/** "3 open deals in Negotiation with Acme" */
function what(words: Words, status: DealStatus | null, count: number): string {
  const { stage, company, pipeline } = words
  const kind = isStale(words) ? 'stale' : status
  const deals = [count === 0 ? 'no' : count, kind, count === 1 ? 'deal' : 'deals'].filter((word) => word !== null)
  const where = `${stage ? ` in ${stage.title}` : ''}${pipeline ? ` of ${pipeline.title}` : ''}${company ? ` with ${company.title}` : ''}${words.forecast ? ` in forecast category ${words.forecast}` : ''}`
  return `${deals.join(' ')}${where}${isClosing(words) ? ' to close this month' : ''}`
}
