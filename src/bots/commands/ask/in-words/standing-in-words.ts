import type { RecordSet } from '../../../../domain/ask/record-set.js'
import type { Instead } from './known.js'
import type { DaysSaid } from './periods-in-words.js'
import { spoken } from './report-in-words.js'

/** States that records have today: what was open or late some day before stands in no record. */
const TODAYS =
  /^(?:open:>|overdue:yes|days-overdue:|stale:yes|status:(?:open|waiting|!closed)$|disputed:yes|unapplied:>|expired:yes|owner:none|hours-to-answer:none|done:no$|state:(?:active|waiting|blocked)|active:)/
const AGEINGS: Readonly<Record<string, string>> = { invoices: 'receivables-ageing', bills: 'payables-ageing' }
const NOT_OVER = /^(?:[<>]=?)?(?:(?:this|current|next|coming)-|today|tomorrow|eo[myq]|end-of-next|[ymq]td)/

type Said = {
  set: RecordSet
  where: readonly string[]
  group: readonly string[]
  days: DaysSaid | undefined
  /** The verb of the sentence is in the past: "were open", "did we have". */
  was: boolean
}

/**
 * "open invoices at the end of October" and "how many deals were open last month" ask for what was, of which the records say only what
 * is. Of invoices and bills the ageing says it; of others nothing does, and a number of today would be taken for it.
 */
export function standingThen(said: Said): Instead | undefined {
  const { set, where, days, was } = said
  const state = where.find((each) => TODAYS.test(each))
  const past = days !== undefined && !NOT_OVER.test(days.value)
  // Of deals a month without more is that of their expected close, which may lie ahead.
  const then = past && days?.of !== 'own' && (set.name !== 'deals' || was || /^(?:<=)?(?:last|20)/.test(days.value))
  if (!was && (state === undefined || !then)) return undefined
  if (days?.verb !== undefined || days?.of === 'own') return undefined
  if (was && state === undefined && !HELD.has(set.name)) return undefined
  const now = where.length > 0 ? `report ${set.name} where ${where.join(' ')}` : `report ${set.name}`
  const why = `I know which ${set.many} ${state === undefined ? 'there are' : 'are so'} today, not which ${state === undefined ? 'there were' : 'were'} before.`
  return { why, commands: [...ageing(said), ...ofTheirOwn(said, state), now] }
}

/** Of these nothing but their being there is asked with "did we have". */
const HELD = new Set(['companies', 'contacts', 'staff', 'products', 'recurring-invoices'])

function ageing({ set, where, group, days }: Said): string[] {
  const report = AGEINGS[set.name]
  const open =
    where.every((each) => /^(?:open:>0|overdue:yes)$/.test(each)) && group.every((each) => each === 'company')
  if (report === undefined || !open || days === undefined || /^[<>]|^last-\d/.test(days.value)) return []
  return [`report ${report} asof:${spoken(days.value)}`]
}

/** Those of that time that are so today, where the record has a day of its own. */
const ofTheirOwn = ({ set, where, days }: Said, state: string | undefined): string[] =>
  days === undefined || days.of === 'end' || set.day === undefined || state === undefined
    ? []
    : [`report ${set.name} where ${[...where, `${set.day}:${days.value}`].join(' ')}`]
