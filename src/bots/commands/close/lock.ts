import { sqlInTx } from '../../../db/sql-in-tx.js'
import { monthName } from '../../../domain/close/close-view.js'
import {
  hardLockClose,
  isOpen,
  type LockPlan,
  lockClose,
  lockedThen,
  planLock,
  unfinished,
} from '../../../domain/close/lock-close.js'
import { AREAS, type Period, periodLabel } from '../../../domain/ledger/period.js'
import { counted } from '../../../lib/counted.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { type ArgsOf, optional } from '../params.js'
import { readAreas } from '../period/areas.js'
import { areaList, stateOf } from '../period/period-param.js'
import { previewOf } from '../preview-hash.js'
import type { Change } from '../reply.js'
import { closeNamed, closeNameOf } from './name-param.js'

const params = {
  month: closeNamed,
  areas: optional('text', 'Areas', { hint: `${AREAS.join(', ')}; by default all` }),
  hard: optional('flag', 'For everybody', { hint: 'Reopening it takes a reason and a second person' }),
  anyway: optional('flag', 'With tasks open'),
}

type Args = ArgsOf<typeof params>

export default defineCommand({
  name: 'close lock',
  summary: 'Lock the period of a close: softly, by area, or hard, for everybody',
  example: 'close lock 2026-10 areas:sales,purchases',
  params,
  needs: 'close.manage',
  risk: 'consequential',
  preview: async (context, args) => {
    const name = closeNameOf(context, args.month)
    const plan = await context.read((read) => planLock(read, name))
    if (!plan.periods.some(isOpen)) throw refused(`${monthName(name)} is closed already.`)
    if (args.hard && !args.anyway && plan.open.length > 0) throw refused(unfinished(name, plan.open))
    const changes = changesOf(plan.periods, args, context.asker.timeZone)
    if (changes.length === 0)
      throw refused(`${monthName(name)} is locked for ${areaList(readAreas(args.areas))} already.`)
    const text = warnings(plan)
    const shown = {
      headline: `${args.hard ? 'Close' : 'Lock'} ${monthName(name)}${args.hard ? ' for everybody' : ''}?`,
      changes,
      ...(text.length > 0 && { text: text.join('\n') }),
      notes: [
        args.hard
          ? 'Opening it again takes a reason and a second person; what comes later is the next period’s.'
          : 'Who may post into locked periods still can; reports and other areas go on.',
      ],
    }
    return previewOf(shown, args.hard ? 'Close it' : 'Lock it', {})
  },
  run: async (context, args, tx) => {
    const name = closeNameOf(context, args.month)
    const { periods, closes } = await planLock(sqlInTx(tx), name)
    if (args.hard) await hardLockClose(tx, name, args.anyway ?? false)
    else await lockClose(tx, name, readAreas(args.areas))
    return { ...lockedReply(name, args, closes), changes: changesOf(periods, args, context.asker.timeZone) }
  },
})

/** Of each month what becomes of it; one that is closed, or locked for as much already, stays as it is. */
const changesOf = (periods: readonly Period[], { hard, areas }: Args, zone: string): Change[] =>
  periods.filter(isOpen).flatMap((period) => {
    const locked = lockedThen(period, readAreas(areas))
    if (!hard && locked.length === period.lockedAreas.length) return []
    const after = hard ? 'closed' : `locked for ${areaList(locked)}`
    return [{ label: periodLabel(period), before: stateOf(period, zone), after }]
  })

/** What whoever locks it must know: what is not finished, what nobody looks after, what would never get in. */
function warnings({ open, unopened, drafts }: LockPlan): string[] {
  const [task, draft] = [counted(open.length, 'task is', 'tasks are'), counted(drafts.length, 'draft is', 'drafts are')]
  return [
    ...(open.length > 0 ? [`${task} not finished: ${some(open.map(({ ref, title }) => `${ref} ${title}`))}.`] : []),
    ...(unopened.length > 0 ? [`Nobody opened a close of ${some(unopened.map(monthName))}: nothing proves it.`] : []),
    ...(drafts.length > 0 ? [`${draft} dated in it: ${some(drafts.map(({ ref, what }) => `${ref} ${what}`))}.`] : []),
  ]
}

/** More are read where they are. */
const NAMED = 5

const some = (names: readonly string[]): string =>
  names.slice(0, NAMED).join(', ') + (names.length > NAMED ? ` and ${names.length - NAMED} more` : '')

const lockedReply = (name: string, { hard, areas }: Args, closes: LockPlan['closes']) => ({
  headline: hard
    ? `${monthName(name)} is closed for everybody`
    : `${monthName(name)} is locked for ${areaList(readAreas(areas))}`,
  // A month that nobody opened a close of has none to bind.
  actions:
    hard && closes.some(({ month }) => month === name)
      ? [{ label: 'Binder', do: { command: 'close binder', args: { month: name } }, typed: `close binder ${name}` }]
      : [],
  data: { close: name, hard: hard ?? false, areas: hard ? [...AREAS] : readAreas(areas) },
})
