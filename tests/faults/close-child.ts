/** A worker of its own for `close-kill.test.ts`: sends close reminders. */
import remind from '../../src/jobs/tasks/close-remind.js'
import send from '../../src/jobs/tasks/close-remind-send.js'
import { dieAtStep } from '../support/die-at-step.js'

await dieAtStep([remind, send], ['close.remind', 'close.reminder'])
