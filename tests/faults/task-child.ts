/** A worker of its own for `task-kill.test.ts`: tells of tasks that were given, and reminds of those that are due. */
import assigned from '../../src/jobs/tasks/task-assigned.js'
import remind from '../../src/jobs/tasks/task-remind.js'
import { dieAtStep } from '../support/die-at-step.js'

await dieAtStep([assigned, remind], ['task.assigned', 'task.remind'])
