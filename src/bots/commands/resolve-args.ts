import type { SqlScope } from '../../db/sql-workspace.js'
import { findChoice, type RememberedChoice } from '../../domain/people/remembered-choice-store.js'
import { nameKey } from '../../lib/name-key.js'
import type { Asker, Catalog, Command } from './define-command.js'
import type { Candidate, Lookup, RecordKindDeclaration } from './define-record-kind.js'
import { lookupFor } from './look-up.js'
import { NONE, type RecordRef } from './params.js'
import { type RecordWords, readParams } from './read-params.js'
import { mergedNote, nameOf, resolveRecord } from './resolve-record.js'
import { settleAmount } from './values/amount.js'
import type { ReadingContext } from './values/reading.js'

export type Args = Readonly<Record<string, unknown>>

export type ResolvedArgs =
  | { state: 'ready'; args: Args; notes: readonly string[]; chosen: readonly RememberedChoice[] }
  | { state: 'problems'; problems: Readonly<Record<string, string>>; given: Args }
  | { state: 'missing'; missing: readonly string[]; given: Args }
  /** `given` keeps all the rest, so that a choice of the record completes the command. */
  | {
      state: 'choose'
      key: string
      kind: RecordKindDeclaration
      words: string
      candidates: readonly Candidate[]
      given: Args
    }
  | {
      state: 'not-found'
      key: string
      kind: RecordKindDeclaration
      words: string
      near: readonly Candidate[]
      given: Args
    }

export type ResolveContext = {
  read: SqlScope
  asker: Asker
  catalog: Catalog
  reading: ReadingContext
  baseCurrency: string
}

/**
 * From words and chosen values to what a command takes: plain values are read, then records looked up (the target first),
 * then amounts given their currency. Stops at the first thing that only the person can settle.
 */
export async function resolveArgs(command: Command, given: Args, context: ResolveContext): Promise<ResolvedArgs> {
  const reading = readParams(command, given, context.reading)
  // What was read is kept as its value: "tomorrow" on a button must not move to the next day.
  const kept: Record<string, unknown> = { ...given, ...keptValues(reading.values) }
  if (Object.keys(reading.problems).length > 0) return { state: 'problems', problems: reading.problems, given: kept }
  if (reading.missing.length > 0) return { state: 'missing', missing: reading.missing, given: kept }
  const args: Record<string, unknown> = { ...reading.values }
  const notes = [...reading.notes]
  const chosen: RememberedChoice[] = []
  let currency = context.baseCurrency
  for (const wanted of reading.records) {
    const kind = kindOf(wanted, context.catalog)
    const outcome = await lookUp(wanted, kind, command, args, context)
    if ('candidates' in outcome) return { state: 'choose', key: wanted.key, kind, ...outcome, given: kept }
    if ('near' in outcome) return { state: 'not-found', key: wanted.key, kind, ...outcome, given: kept }
    const { details: _, currency: own, merged: __, ...record } = outcome.record
    args[wanted.key] = record
    kept[wanted.key] = record
    if (outcome.note) notes.push(`${kind.one} ${outcome.note}`)
    if ('chosen' in wanted && wanted.chosen.said && command.risk === 'read')
      chosen.push({ kind: kind.kind, wordsKey: nameKey(wanted.chosen.said), recordId: record.id })
    if (own && (wanted.param.target || wanted.param.setsCurrency)) currency = own
  }
  for (const { key, words } of reading.amounts) {
    const amount = settleAmount(words, currency, context.baseCurrency)
    if (!amount.ok) return { state: 'problems', problems: { [key]: amount.problem }, given: kept }
    args[key] = amount.value
    notes.push(`${command.params[key]?.label.toLowerCase() ?? key} ${amount.note}`)
  }
  return { state: 'ready', args, notes, chosen }
}

/** What was emptied is kept as such: null would be read as not given. */
export const keptValues = (values: Args): Args =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value === null ? NONE : value]))

export function kindOf(wanted: RecordWords, catalog: Catalog): RecordKindDeclaration {
  const kind = wanted.param.record && catalog.kinds.get(wanted.param.record)
  if (!kind) throw new Error(`No kind of record is declared for the parameter "${wanted.key}".`)
  return kind
}

type Outcome =
  | { record: Candidate; note?: string }
  | { words: string; candidates: readonly Candidate[] }
  | { words: string; near: readonly Candidate[] }

async function lookUp(
  wanted: RecordWords,
  kind: RecordKindDeclaration,
  command: Command,
  args: Args,
  context: ResolveContext,
): Promise<Outcome> {
  const words = 'words' in wanted ? wanted.words : wanted.chosen.ref || wanted.chosen.title
  if (!context.asker.may(kind.needs)) return { words, near: [] }
  const lookup = lookupFor(kind, { read: context.read, asker: context.asker, args, command })
  if ('chosen' in wanted) return again(wanted.chosen, await kind.findByIds(lookup, [wanted.chosen.id]))
  const resolution = await resolveRecord(kind, lookup, words, { mayPick: command.risk === 'read' })
  if (resolution.found === 'one') return resolution
  const remembered = command.risk === 'read' ? await recall(kind, lookup, words) : null
  if (remembered) return remembered
  if (resolution.found === 'several') return { words, candidates: resolution.candidates }
  return { words, near: resolution.near }
}

/** Whom the asker chose for the same words before, if they may still see it. */
async function recall(kind: RecordKindDeclaration, lookup: Lookup, words: string): Promise<Outcome | null> {
  const id = await findChoice(lookup.read, { staffId: lookup.asker.id, kind: kind.kind, wordsKey: nameKey(words) })
  const [record] = id === null ? [] : await kind.findByIds(lookup, [id])
  if (!record) return null
  return { record, note: `“${words}” as ${nameOf(record)}, as you chose before – \`forget\` has me ask again` }
}

const again = (chosen: RecordRef, [record]: readonly Candidate[]): Outcome =>
  record ? { record, ...mergedNote(record) } : { words: chosen.ref || chosen.title, near: [] }
