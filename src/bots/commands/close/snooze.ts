import { putOffTask, takeUpTask } from '../../../domain/close/put-off-task.js'
import { addWorkingDays, workingCalendar } from '../../../domain/people/working-days.js'
import { shortDate } from '../../../lib/dates.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'

const snooze = defineCommand({
  name: 'close snooze',
  summary: 'Put off a close task’s reminders until the next working day, or a day you name',
  example: 'close snooze TASK-2610-1 until:friday',
  params: { task: target('close-task', 'Task'), until: optional('date', 'Until') },
  needs: 'close.write',
  aliases: ['close later'],
  risk: 'reversible',
  run: async ({ asker, today, workspace }, { task, until }, tx) => {
    const day = until ?? addWorkingDays(workingCalendar(workspace.country), today, 1)
    const { before } = await putOffTask(tx, { staffId: asker.id, taskId: task.id, until: day, today })
    return {
      headline: `You hear of it again on ${shortDate(day)}: ${task.title}`,
      notes: ['It stays due when it was; others hear of it as before.'],
      undo:
        before?.until && before.until > today
          ? { command: 'close snooze', args: { task: task.ref, until: before.until }, versions: {} }
          : { command: 'close unsnooze', args: { task: task.ref }, versions: {} },
      data: { ref: task.ref, until: day },
    }
  },
})

const unsnooze = defineCommand({
  name: 'close unsnooze',
  summary: 'Be reminded again of a close task that you put off, or said is not yours',
  example: 'close unsnooze TASK-2610-1',
  params: { task: target('close-task', 'Task') },
  needs: 'close.write',
  risk: 'reversible',
  run: async ({ asker }, { task }, tx) => {
    await takeUpTask(tx, { staffId: asker.id, taskId: task.id })
    return { headline: `You are reminded again: ${task.title}`, data: { ref: task.ref } }
  },
})

export default [snooze, unsnooze]
