import type { Chart } from '../../../lib/chart.js'
import { formatMoney, type Money, money } from '../../../lib/money.js'
import type { Column, Row } from '../../../lib/table.js'
import { type StageSummary, summarisePipeline } from '../../crm/pipeline-summary-store.js'
import { cellsIn, quoted, total } from '../cells.js'
import { defineReport } from '../define-report.js'
import { type Rates, ratesOn } from '../rates.js'

const columns: Column[] = [
  { key: 'stage', label: 'Stage', type: 'text' },
  { key: 'probability', label: 'Probability', type: 'percent' },
  { key: 'deals', label: 'Deals', type: 'number' },
  { key: 'currency', label: 'Currency', type: 'text' },
  { key: 'amount', label: 'Amount', type: 'money' },
  { key: 'weighted', label: 'Weighted', type: 'money' },
]

export default defineReport({
  name: 'pipeline',
  title: 'Pipeline by stage',
  summary: 'Open deals by stage: how many, how much, and what that is worth by probability',
  params: { owner: { type: 'record', record: 'staff', label: 'Owner', required: false } },
  needs: 'report.sales',
  lane: 'records',
  run: async (read, { owner }, { workspace, today, owners }) => {
    const { baseCurrency } = workspace
    const stages = await summarisePipeline(read, baseCurrency, {
      owners: owners('deal.read'),
      ...(owner ? { ownerId: owner.id } : {}),
    })
    const several = new Set(stages.map(({ pipelineId }) => pipelineId)).size > 1
    const rates = await ratesOn(read, baseCurrency, today)
    const counted = stages.flatMap((stage) => inBase(stage, rates))
    return {
      summary: summaryOf(counted, baseCurrency),
      columns,
      rows: stages.map((stage) => stageRow(stage, several)),
      totals: totalRow(counted, baseCurrency),
      currency: baseCurrency,
      asOf: today,
      from: null,
      to: null,
      chart: stageChart(counted, several, baseCurrency),
      notes: [...rates.notes(stages.map(({ amount }) => amount)), ...unpricedNotes(stages)],
      explain: stages.map((stage) =>
        stage.deals === 0
          ? null
          : `report deals where status:open stage:${quoted(stage.stage)} pipeline:${quoted(stage.pipeline)} currency:${stage.amount.currency}${owner ? ` owner:${owner.ref}` : ''}`,
      ),
    }
  },
})

/** Its amounts in the base currency; nothing where there is no rate. */
function inBase(stage: StageSummary, rates: Rates): StageSummary[] {
  const [amount, weighted] = [rates.worth(stage.amount), rates.worth(stage.weighted)]
  if (amount === null || weighted === null) return []
  return [{ ...stage, amount: money(amount, rates.base), weighted: money(weighted, rates.base) }]
}

const nameOf = ({ pipeline, stage }: StageSummary, several: boolean) => (several ? `${pipeline}: ${stage}` : stage)

const stageRow = (stage: StageSummary, several: boolean): Row => ({
  stage: nameOf(stage, several),
  probability: { percent: stage.probability },
  deals: stage.deals,
  currency: stage.amount.currency,
  amount: { money: stage.amount },
  weighted: { money: stage.weighted },
})

const totalRow = (stages: readonly StageSummary[], currency: string): Row => ({
  stage: 'Total',
  deals: stages.reduce((count, { deals }) => count + deals, 0),
  currency,
  amount: {
    money: sum(
      stages.map(({ amount }) => amount),
      currency,
    ),
  },
  weighted: {
    money: sum(
      stages.map((stage) => stage.weighted),
      currency,
    ),
  },
})

const sum = (amounts: readonly Money[], currency: string): Money =>
  money(
    amounts.reduce((total, { minor }) => total + minor, 0n),
    currency,
  )

const summaryOf = (stages: readonly StageSummary[], currency: string): string => {
  const deals = stages.reduce((count, stage) => count + stage.deals, 0)
  const worth = (amounts: readonly Money[]) => formatMoney(sum(amounts, currency))
  const amount = worth(stages.map((stage) => stage.amount))
  return `${deals} open ${deals === 1 ? 'deal' : 'deals'}, ${amount}, weighted ${worth(stages.map((stage) => stage.weighted))}`
}

/** A bar for each stage, whatever currencies its deals are in. */
function stageChart(stages: readonly StageSummary[], several: boolean, currency: string): Chart {
  const names = [...new Set(stages.map((stage) => nameOf(stage, several)))]
  const { major } = cellsIn(currency)
  const values = (of: (stage: StageSummary) => Money) =>
    names.map((name) =>
      major(
        total(
          stages.filter((stage) => nameOf(stage, several) === name),
          (stage) => of(stage).minor,
        ),
      ),
    )
  return {
    kind: 'bar',
    title: 'Open pipeline by stage',
    unit: currency,
    categories: names,
    series: [
      { name: 'Amount', values: values(({ amount }) => amount) },
      { name: 'Weighted', values: values(({ weighted }) => weighted) },
    ],
  }
}

function unpricedNotes(stages: readonly StageSummary[]): string[] {
  const unpriced = stages.reduce((count, stage) => count + stage.unpriced, 0)
  return unpriced === 0
    ? []
    : [`${unpriced} of the deals ${unpriced === 1 ? 'has' : 'have'} no amount yet: counted, but adding nothing.`]
}
