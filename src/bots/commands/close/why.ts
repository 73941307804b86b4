import { loadChecks } from '../../../domain/close/checks.js'
import { booksWords, type CloseBooks, closeBooks } from '../../../domain/close/close-books.js'
import type { TaskNews } from '../../../domain/close/close-history-store.js'
import type { TaskRow } from '../../../domain/close/close-store.js'
import { finishedCount, monthName } from '../../../domain/close/close-view.js'
import { type WhyClose, whyClose } from '../../../domain/close/why-close.js'
import { counted } from '../../../lib/counted.js'
import { shortDate } from '../../../lib/dates.js'
import { type Asker, defineCommand } from '../define-command.js'
import type { Action, Section, Table } from '../reply.js'
import { changedSections } from './changed-sections.js'
import { judgedData, judgedSections } from './judged-sections.js'
import { lockButton } from './lock-button.js'
import { closeNameOf, closeParam } from './name-param.js'
import { nextStep } from './next-steps.js'
import { noClose } from './no-close.js'
import { visibleTasks, withStoodInFor } from './visible-tasks.js'

const checks = await loadChecks()

export default defineCommand({
  name: 'close why',
  summary: 'Why a close isn’t finished: what holds it up, which rows, when it will be, what changed since yesterday',
  example: 'close why 2026-10',
  params: { month: closeParam },
  needs: 'close.read',
  risk: 'read',
  run: async (context, args) => {
    const month = args.month === undefined ? undefined : closeNameOf(context, args.month)
    const { asker } = context
    const { why, books, all } = await context.read(async (read) => {
      const found = await whyClose(read, checks, month)
      return {
        why: found,
        books: found && (await closeBooks(read, found.month)),
        all: await withStoodInFor(read, asker.id, asker.owners('close.read')),
      }
    })
    if (!why || !books) return noClose(month)
    const path = visibleTasks(why.path, all)
    // A department hears of what is theirs; the rows are the books’.
    const judged = all === 'all' ? why.judged : []
    const refs = new Map(why.tasks.map(({ id, ref }) => [id, ref]))
    return {
      headline: headlineOf(why, booksWords(books, asker.timeZone)),
      progress: { label: 'tasks done', done: finishedCount(why.tasks), total: why.tasks.length },
      ...(path.length > 0 ? { table: pathTable(path, why) } : {}),
      sections: [
        ...changedSections(visibleTasks(why.tasks, all), why.changed),
        ...judgedSections(judged, refs),
        ...(all === 'all' ? newsSection(why.news, context.workspace.timeZone) : []),
      ],
      actions: whatToDo(asker, { ...why, books }, path),
      notes: notesOf(why),
      data: {
        month: why.month,
        finishOn: why.forecast.finishOn,
        path: path.map(({ id, ref, title, state, ownerName }) => ({
          task: ref,
          title,
          state,
          owner: ownerName,
          finishOn: why.forecast.finishes.get(id) ?? null,
        })),
        changed: visibleTasks(why.tasks, all).flatMap(({ ref, changedNote }) =>
          changedNote ? [{ task: ref, says: changedNote }] : [],
        ),
        checks: judgedData(judged, refs).filter(({ passed }) => !passed),
      },
    }
  },
})

function headlineOf({ month, forecast, path, tasks }: WhyClose, books: string | null): string {
  const [first] = path
  if (!first || forecast.finishOn === null)
    return `${monthName(month)} is ${books ?? 'ready to be closed'}: all ${tasks.length} tasks are done.`
  const who = first.ownerName ? ` (${first.ownerName})` : ''
  return `${monthName(month)} waits for ${first.ref} ${first.title}${who}: likely done on ${shortDate(forecast.finishOn)}`
}

/** Slack shows no more in a row. */
const BUTTONS = 5

/** The task that comes first, and where the rows are put right; of a close that is done its lock. */
function whatToDo(
  asker: Asker,
  { month, forecast, judged, books }: WhyClose & { books: CloseBooks },
  [first]: readonly TaskRow[],
): Action[] {
  if (forecast.finishOn === null) return asker.may('close.manage') && !books.closed ? [lockButton(month)] : []
  const failing = judged.filter(({ verdict }) => !verdict.passed)
  const steps = failing.flatMap(({ check, verdict }) => nextStep(asker, check.name, month, verdict.standing[0]) ?? [])
  const task: Action[] = first
    ? [
        {
          label: `${first.ref}…`,
          do: { command: 'close task', args: { task: first.ref } },
          typed: `close task ${first.ref}`,
        },
      ]
    : []
  return [...task, ...steps].slice(0, BUTTONS)
}

/** The path as people walk it: what is to be done first, first. */
const pathTable = (path: readonly TaskRow[], { forecast }: WhyClose): Table => ({
  columns: [
    { key: 'step', label: 'Step', type: 'number' },
    { key: 'task', label: 'Task', type: 'text' },
    { key: 'what', label: 'What holds it up', type: 'text' },
    { key: 'owner', label: 'Owner', type: 'person' },
    { key: 'due', label: 'Due', type: 'date' },
    { key: 'likely', label: 'Likely', type: 'date' },
  ],
  rows: path.map((task, at) => {
    const likely = forecast.finishes.get(task.id)
    return {
      step: at + 1,
      task: task.ref,
      what: task.title + stateWords(task),
      owner: task.ownerName ? { person: task.ownerName } : null,
      due: { date: task.dueOn },
      likely: likely ? { date: likely } : null,
    }
  }),
})

function stateWords({ state, reason, blockedOn, reviewerName, changedNote, checkHolds }: TaskRow): string {
  const free = checkHolds ? ' (its check holds now)' : ''
  if (state === 'blocked')
    return ` – blocked${blockedOn ? ` on ${blockedOn}` : ''}${reason ? `: ${reason}` : ''}${free}`
  if (changedNote) return ` – ${changedNote}`
  if (state === 'submitted') return ` – with ${reviewerName ?? 'its reviewer'}`
  return ''
}

function newsSection(news: readonly TaskNews[], zone: string): Section[] {
  if (news.length === 0) return []
  const time = (at: Date) => at.toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit', timeZone: zone })
  const lines = news.map(({ at, kind, ref, title, byName, note }) =>
    [`${time(at)} ${ref} ${title}: ${kind.replaceAll('_', ' ')}${byName ? ` by ${byName}` : ''}`, note]
      .filter(Boolean)
      .join('. '),
  )
  return [{ title: 'Since yesterday', lines }]
}

function notesOf({ forecast, tasks, path }: WhyClose): string[] {
  if (forecast.finishOn === null) return []
  const unsure = tasks.filter(({ id }) => forecast.unsure.includes(id)).map(({ ref }) => ref)
  return [
    `A path of ${counted(path.length, 'task')}; each takes as long as it usually does, in working days.`,
    ...(unsure.length > 0 ? [`Nobody said until when ${unsure.join(', ')} will be blocked.`] : []),
  ]
}
