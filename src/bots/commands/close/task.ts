import { listChanged } from '../../../domain/close/changed-store.js'
import { atRisk, findTasks, listTasks, type TaskRow } from '../../../domain/close/close-store.js'
import { isFinished, isReviewed } from '../../../domain/close/close-task.js'
import { isLate, monthName, STATES } from '../../../domain/close/close-view.js'
import { type Evidence, listEvidence } from '../../../domain/close/evidence-store.js'
import { listPriorItems } from '../../../domain/close/prior-item-store.js'
import { listTaskEvents, type TaskEventRow } from '../../../domain/close/task-event-store.js'
import { notFound } from '../../../lib/errors.js'
import { dateCell, fieldsWith, moneyCell } from '../cells.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { target } from '../params.js'
import type { Field, Section } from '../reply.js'
import { changedSections, priorSection } from './changed-sections.js'
import { closeTaskActions } from './task-actions.js'
import { eventTable } from './task-events.js'

const EVENTS = 8

export default defineCommand({
  name: 'close task',
  summary: 'One close task: where it stands, what it waits for, what proves it, what happened',
  example: 'close task TASK-2610-1',
  params: { task: target('close-task', 'Task') },
  needs: 'close.read',
  aliases: ['close show'],
  form: { title: 'Show a task', submit: 'Show' },
  risk: 'read',
  run: async (context, { task: { id, ref } }) => {
    const card = await context.read(async (read) => {
      const [task] = await findTasks(read, { ids: [id] })
      if (!task) throw notFound('There is no such close task.', { ref })
      const all = await listTasks(read, { closeIds: [task.closeId] })
      return {
        task,
        all,
        evidence: await listEvidence(read, [id]),
        events: await listTaskEvents(read, id, EVENTS),
        changed: await listChanged(read, [id]),
        prior: await listPriorItems(read, [id], 'taken'),
      }
    })
    const { task, all, evidence, events, changed, prior } = card
    return {
      headline: `${task.ref} ${task.title}: ${STATES[task.state]}${isLate(task, context.today) ? ' (late)' : ''}`,
      fields: taskFields(task),
      sections: [
        ...waitsFor(task, all),
        ...changedSections([task], changed),
        ...priorSection(prior, context.workspace.baseCurrency),
        ...evidenceSection(task, evidence),
        ...history(events),
      ],
      actions: closeTaskActions(context.asker, task),
      data: taskData(task, evidence, context),
    }
  },
})

const taskFields = (task: TaskRow): Field[] =>
  fieldsWith([
    ['Close', monthName(task.month)],
    ['Due', dateCell(task.dueOn)],
    ['Owner', task.ownerName && { person: task.ownerName }],
    ['Reviewer', task.reviewerName ? { person: task.reviewerName } : isReviewed(task) ? 'who runs the close' : null],
    ['Sign-off covers', task.accounts.join(', ') || null],
    ['Done by', task.doneByName && { person: task.doneByName }],
    [
      task.selfApproved ? 'Approved, by who did it' : 'Approved by',
      task.approvedByName && { person: task.approvedByName },
    ],
    [task.state === 'blocked' ? 'Waits for' : 'Reason', task.reason],
    ['Kind', task.blockedType],
    ['Must act', task.blockedOn],
    ['Expected', dateCell(task.blockedUntil)],
    ['At risk', moneyCell(atRisk(task))],
  ])

function waitsFor(task: TaskRow, all: readonly TaskRow[]): Section[] {
  const open = all.filter((each) => task.dependsOn.includes(each.id) && !isFinished(each.state))
  if (open.length === 0) return []
  const lines = open.map((each) => `${each.ref} ${each.title}: ${STATES[each.state]}`)
  return [{ title: 'Waits for these', lines }]
}

function evidenceSection(task: TaskRow, evidence: readonly Evidence[]): Section[] {
  if (evidence.length > 0) return [{ title: 'Evidence', lines: evidence.map(({ title, url }) => url ?? title) }]
  return task.evidenceRequired ? [{ title: 'Evidence', lines: ['None yet: it is wanted before this is done.'] }] : []
}

const history = (events: readonly TaskEventRow[]): Section[] =>
  events.length === 0 ? [] : [{ title: 'What happened', table: eventTable(events) }]

const taskData = (task: TaskRow, evidence: readonly Evidence[], { today }: CommandContext) => ({
  ref: task.ref,
  title: task.title,
  state: task.state,
  dueOn: task.dueOn,
  late: isLate(task, today),
  owner: task.ownerName,
  reviewer: task.reviewerName,
  doneBy: task.doneByName,
  approvedBy: task.approvedByName,
  selfApproved: task.selfApproved,
  reason: task.reason,
  covers: task.accounts,
  changed: task.changedNote,
  evidence: evidence.map(({ kind, title, url, contentHash }) => ({ kind, title, url, contentHash })),
})
