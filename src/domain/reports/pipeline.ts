import type { Chart } from '../../lib/chart.js'
import { formatMoney, type Money, money, toDecimal } from '../../lib/money.js'
import type { Column, Row } from '../../lib/table.js'
import { type StageSummary, summarisePipeline } from '../crm/pipeline-summary-store.js'
import { defineReport } from './define-report.js'

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
    const inBase = stages.filter(({ amount }) => amount.currency === baseCurrency)
    return {
      summary: summaryOf(inBase, baseCurrency),
      columns,
      rows: stages.map((stage) => stageRow(stage, several)),
      totals: totalRow(inBase, baseCurrency),
      currency: baseCurrency,
      asOf: today,
      from: null,
      to: null,
      chart: stageChart(inBase, several, baseCurrency),
      notes: [
        ...(owner ? [`Deals of ${owner.title} only.`] : []),
        ...foreignNotes(
          stages.filter(({ amount }) => amount.currency !== baseCurrency),
          baseCurrency,
        ),
        ...unpricedNotes(stages),
      ],
      explain: stages.map((stage) =>
        stage.deals === 0 ? null : `deal list all stage:"${stage.stage}"${owner ? ` owner:${owner.ref}` : ''}`,
      ),
    }
  },
})

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

const stageChart = (stages: readonly StageSummary[], several: boolean, currency: string): Chart => ({
  kind: 'bar',
  title: 'Open pipeline by stage',
  unit: currency,
  categories: stages.map((stage) => nameOf(stage, several)),
  series: [
    { name: 'Amount', values: stages.map(({ amount }) => Number(toDecimal(amount))) },
    { name: 'Weighted', values: stages.map((stage) => Number(toDecimal(stage.weighted))) },
  ],
})

/** No rates are kept yet, so other currencies are said, not converted. */
function foreignNotes(stages: readonly StageSummary[], baseCurrency: string): string[] {
  const currencies = [...new Set(stages.map(({ amount }) => amount.currency))]
  return currencies.map((currency) => {
    const own = stages.filter(({ amount }) => amount.currency === currency)
    const deals = own.reduce((count, stage) => count + stage.deals, 0)
    const amount = formatMoney(
      sum(
        own.map((stage) => stage.amount),
        currency,
      ),
    )
    const weighted = formatMoney(
      sum(
        own.map((stage) => stage.weighted),
        currency,
      ),
    )
    return `${deals} in ${currency} (${amount}, weighted ${weighted}) ${deals === 1 ? 'is' : 'are'} in neither totals nor chart: no rate to ${baseCurrency} is kept.`
  })
}

function unpricedNotes(stages: readonly StageSummary[]): string[] {
  const unpriced = stages.reduce((count, stage) => count + stage.unpriced, 0)
  return unpriced === 0
    ? []
    : [`${unpriced} of the deals ${unpriced === 1 ? 'has' : 'have'} no amount yet: counted, but adding nothing.`]
}
