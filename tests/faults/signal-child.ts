/** A worker of its own for `signal-kill.test.ts`: looks for signals and tells them. */
import look from '../../src/jobs/tasks/signal-look.js'
import tell from '../../src/jobs/tasks/signal-tell.js'
import { dieAtStep } from '../support/die-at-step.js'

// What is found within half a minute is told together.
await dieAtStep([look, tell], ['signal.look', 'signal.tell'], 31_000)
