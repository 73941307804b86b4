import { type AskCatalogue, loadRecordSets, withOwnFields } from '../../../domain/ask/catalogue.js'
import type { AskContext } from '../../../domain/ask/statement.js'
import type { CommandContext } from '../define-command.js'
import { readingContext } from '../session.js'
import type { QueryReading } from './read-query.js'

/** Every kind of record that can be asked about, read once. */
export const recordSets: AskCatalogue = await loadRecordSets()

/** What the asker may ask about, and as of when. */
export function askContext(context: CommandContext): Omit<AskContext, 'rates'> {
  const { workspace, asker, today, now, fields } = context
  return {
    catalogue: withOwnFields(recordSets, fields),
    sight: asker,
    workspaceId: workspace.id,
    askerId: asker.id,
    baseCurrency: workspace.baseCurrency,
    fiscalYearStart: workspace.fiscalYearStart,
    today,
    now,
    timeZone: asker.timeZone,
  }
}

/** What its words are read against. */
export const queryReading = (context: CommandContext): QueryReading => {
  const { catalogue, sight, baseCurrency } = askContext(context)
  return { catalogue, sight, baseCurrency, reading: readingContext(context) }
}
