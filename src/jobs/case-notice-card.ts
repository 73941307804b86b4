import { caseActions, showCase } from '../bots/commands/case/case-actions.js'
import { type ClockReading, dueText } from '../bots/commands/case/case-table.js'
import { atCell, fieldsWith, recordCell } from '../bots/commands/cells.js'
import type { Action, Reply } from '../bots/commands/reply.js'
import type { CaseRow } from '../domain/support/case-list-store.js'
import type { CaseNoticeRow } from '../domain/support/case-notice-store.js'

export type Told = Omit<CaseNoticeRow, 'caseId'> & { one: CaseRow }

/** One case as its card with buttons; of several a line each, and buttons that open the first. `reader` null: a channel. */
export function caseNotice(clock: ClockReading, told: readonly Told[], reader: { id: string } | null): Reply {
  const [first] = told
  const cases = new Set(told.map(({ one }) => one.id))
  if (first && cases.size === 1) return single(clock, told, first, reader)
  const shown = told.slice(0, SHOWN)
  const opened = [...new Map(told.map(({ one }) => [one.id, one])).values()].slice(0, BUTTONS)
  return {
    headline: `${cases.size} cases: ${listKinds(told)}`,
    sections: [{ title: 'Cases', lines: shown.map((each) => headlineOf(clock, each)) }],
    actions: [...opened.map(showCase), ...(reader ? [mute('Mute cases', {})] : [])],
    notes: [
      ...(told.length > SHOWN ? [`And ${told.length - SHOWN} more.`] : []),
      ...(first ? [`Why: ${first.why}`] : []),
    ],
  }
}

const SHOWN = 10
const BUTTONS = 4

function single(clock: ClockReading, told: readonly Told[], { one, why }: Told, reader: { id: string } | null): Reply {
  const [last = { kind: 'opened' as const, one, why, staffId: null }] = told.slice(-1)
  return {
    headline: headlineOf(clock, last),
    ...since(one),
    fields: fieldsWith([
      ['Customer', recordCell(one.contact ?? one.company)],
      ['Priority', one.priority],
      ['Owner', one.owner === null ? 'nobody' : { person: one.owner }],
      ['Clock', dueText(clock, one)],
      ['Due', atCell(one.firstDueAt ?? one.dueAt)],
    ]),
    actions: [
      ...caseActions({ id: reader?.id ?? null, may: () => true }, one),
      showCase(one),
      ...(reader ? [mute(`Mute ${one.ref}`, { case: one.ref })] : []),
    ],
    notes: [`Why: ${why}`],
  }
}

/** What became of it since it was told. */
function since(one: CaseRow): { text?: string } {
  if (one.status === 'closed') return { text: `*Closed*${one.owner ? `, ${one.owner} had it` : ''}.` }
  if (one.status === 'waiting') return { text: 'Answered: waits for the customer.' }
  return one.owner === null ? {} : { text: `${one.owner} has it.` }
}

function headlineOf(clock: ClockReading, { kind, one }: Told): string {
  const name = `${one.ref} ${one.subject}`
  const from = [one.contact?.name, one.company?.name].filter(Boolean).join(', ') || 'The customer'
  switch (kind) {
    case 'opened':
      return from === 'The customer' ? `New case ${name}` : `New case from ${from}: ${name}`
    case 'answered':
      return `${from} wrote on ${name}`
    case 'assigned':
      return `${name} is yours now`
    case 'bounced':
      return `The reply on ${name} came back: its address takes no mail`
    default:
      return `${name}: ${dueText(clock, one) ?? 'nothing is due any more'}`
  }
}

const KINDS = {
  opened: 'new',
  answered: 'answered',
  assigned: 'yours now',
  bounced: 'came back',
  warning: 'nearly due',
  breach: 'late',
}

/** "2 new, 1 late". */
function listKinds(told: readonly Told[]): string {
  const counts = new Map<string, number>()
  for (const { kind } of told) counts.set(KINDS[kind], (counts.get(KINDS[kind]) ?? 0) + 1)
  return [...counts].map(([kind, count]) => `${count} ${kind}`).join(', ')
}

const mute = (label: string, args: { case?: string }): Action => ({
  label,
  do: { command: 'case mute', args },
  typed: args.case ? `case mute ${args.case}` : 'case mute',
})
