import type { SqlScope } from '../../db/sql-workspace.js'
import type { ReportResult } from '../reports/define-report.js'
import { newestRates } from '../reports/rates.js'
import { groupedResult } from './grouped-result.js'
import { listResult } from './list-result.js'
import { isGrouped, type Query } from './query.js'
import type { AskContext } from './statement.js'

/** Answers a question that was read: figures by groups, or the records themselves. Throws `limited` where it is too much. */
export async function answerQuery(
  read: SqlScope,
  asked: Omit<AskContext, 'rates'>,
  query: Query,
): Promise<ReportResult> {
  const context = await withRates(read, asked)
  const result = await (isGrouped(query) ? groupedResult(read, context, query) : listResult(read, context, query))
  const { keeps } = query.set
  return keeps && !asked.sight.may(keeps.from) ? { ...result, notes: [...result.notes, keeps.note] } : result
}

/** What amounts of other currencies are worth today. */
export async function withRates(read: SqlScope, asked: Omit<AskContext, 'rates'>): Promise<AskContext> {
  const stated = await newestRates(read, asked.today)
  const rates = stated.filter(({ currency }) => currency !== asked.baseCurrency)
  return { ...asked, rates: new Map(rates.map(({ currency, rate }) => [currency, rate])) }
}
