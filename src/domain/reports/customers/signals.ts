import type { SqlScope } from '../../../db/sql-workspace.js'
import { addDays, instantOf } from '../../../lib/dates.js'
import { amongOwners, type Owners } from '../../people/owners.js'
import { number, percent, shareOf, text } from '../cells.js'
import { defineReport } from '../define-report.js'
import { monthParams, monthsAsked, type Span } from '../span.js'

export default defineReport({
  name: 'signals',
  title: 'Signals and their hit rates',
  summary: 'How useful what I notice is: of each signal how many were told, acted on, dismissed, muted, or lapsed',
  params: { owner: { type: 'record', record: 'staff', label: 'Owner', required: false }, ...monthParams },
  needs: 'report.sales',
  lane: 'records',
  run: async (read, { owner, from, to }, { workspace, today, owners }) => {
    const span = monthsAsked({ from, to }, today, 3)
    const asked = { owners: owners('company.read'), ownerId: owner?.id ?? null, timeZone: workspace.timeZone }
    const all = await signalFigures(read, span, asked)
    const whole = all.find(({ isWhole }) => isWhole)
    const found = all.filter(({ isWhole }) => !isWhole)
    return {
      summary: `${whole?.shown ?? 0} told, ${whole?.acted ?? 0} of them acted on`,
      columns: [
        text('signal', 'Signal'),
        number('shown', 'Told'),
        number('acted', 'Acted on'),
        number('dismissed', 'Dismissed'),
        number('muted', 'Muted'),
        number('lapsed', 'Lapsed'),
        number('open', 'Waiting'),
        percent('rate', 'Hit rate'),
      ],
      rows: found.map((each) => ({ signal: each.signal, ...cells(each) })),
      totals: whole ? { signal: 'All', ...cells(whole) } : {},
      currency: workspace.baseCurrency,
      asOf: today,
      from: span.from,
      to: span.to,
      ...(found.length === 0 ? {} : { chart: chartOf(found) }),
      notes: [
        'Found in these months. The hit rate is of those that were told and have ended: acted on, dismissed, muted or lapsed.',
      ],
      explain: found.map(({ signal }) => `signal list all name:${signal} from:${span.from} to:${span.to}`),
    }
  },
})

type Figures = {
  signal: string
  isWhole: boolean
  shown: number
  acted: number
  dismissed: number
  muted: number
  lapsed: number
  open: number
  hits: number
  ended: number
}

const cells = ({ shown, acted, dismissed, muted, lapsed, open, hits, ended }: Figures) => ({
  shown,
  acted,
  dismissed,
  muted,
  lapsed,
  open,
  rate: shareOf(hits, ended),
})

const chartOf = (found: readonly Figures[]) => ({
  kind: 'stacked-bar' as const,
  title: 'What became of signals',
  unit: 'signals',
  categories: found.map(({ signal }) => signal),
  series: [
    { name: 'Acted on', values: found.map(({ acted }) => acted) },
    { name: 'Dismissed or muted', values: found.map(({ dismissed, muted }) => dismissed + muted) },
    { name: 'Lapsed', values: found.map(({ lapsed }) => lapsed) },
    { name: 'Waiting', values: found.map(({ open }) => open) },
  ],
})

/** What was done before anybody was told is no hit of the signal's, nor a miss; it counts as acted on. */
const signalFigures = (
  read: SqlScope,
  { from, to }: Span,
  { owners, ownerId, timeZone }: { owners: Owners; ownerId: string | null; timeZone: string },
): Promise<Figures[]> => {
  const { sql, scope } = read
  return sql<Figures[]>`
    select coalesce(name, '') as signal, grouping(name) = 1 as "isWhole", (count(*) filter (where shown_at is not null))::int as shown,
      (count(*) filter (where state = 'acted'))::int as acted, (count(*) filter (where state = 'dismissed'))::int as dismissed,
      (count(*) filter (where state = 'muted'))::int as muted, (count(*) filter (where state = 'lapsed'))::int as lapsed,
      (count(*) filter (where settled_at is null))::int as open,
      (count(*) filter (where state = 'acted' and shown_at is not null))::int as hits,
      (count(*) filter (where settled_at is not null and shown_at is not null))::int as ended
    from signal g
    where g.workspace_id = ${scope.workspaceId} and g.found_at >= ${instantOf(from, 0, timeZone)}
      and g.found_at < ${instantOf(addDays(to, 1), 0, timeZone)} ${amongOwners(read, sql`g.owner_id`, owners)}
      and (${ownerId}::uuid is null or g.owner_id = ${ownerId}::uuid)
    group by rollup (name) having count(*) > 0 order by grouping(name), name`
}
