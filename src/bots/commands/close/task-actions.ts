import type { TaskRow } from '../../../domain/close/close-store.js'
import { isFinished } from '../../../domain/close/close-task.js'
import type { Asker } from '../define-command.js'
import type { Action } from '../reply.js'
import { nextStep } from './next-steps.js'

/** The buttons under a close task as it stands, for whoever looks at it; what they may not do is refused with the reason. */
export function closeTaskActions(asker: Pick<Asker, 'id' | 'may'>, task: TaskRow): Action[] {
  if (!asker.may('close.write')) return []
  if (isFinished(task.state)) return task.checkName ? [] : [said('Reopen', 'close undone', task)]
  if (task.state === 'submitted')
    return [
      { ...said('Approve', 'close approve', task), style: 'primary' },
      asked('Send back…', 'close sendback', task),
    ]
  const step = nextStep(asker, task.checkName, task.month)
  const own: Action[] =
    task.checkName || task.state === 'waiting'
      ? step
        ? [{ ...step, style: 'primary' }]
        : []
      : [
          { ...said('Done', 'close done', task), style: 'primary' },
          ...(task.state === 'in_progress' ? [] : [said('Start', 'close start', task)]),
        ]
  return [
    ...own,
    task.state === 'blocked' ? said('Unblock', 'close unblock', task) : asked('Blocked…', 'close block', task),
    asked('Evidence…', 'close evidence', task),
    asked('Ask somebody…', 'close ask', task),
    asked('Reassign…', 'close reassign', task),
    asked('Not needed…', 'close skip', task),
  ]
}

const said = (label: string, command: string, { ref }: TaskRow): Action => ({
  label,
  do: { command, args: { task: ref } },
  typed: `${command} ${ref}`,
})

const asked = (label: string, form: string, { ref }: TaskRow): Action => ({
  label,
  do: { form, args: { task: ref } },
  typed: `${form} ${ref}`,
})
