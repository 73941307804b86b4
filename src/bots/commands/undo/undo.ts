import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { EARLIER } from '../last-undo.js'
import { optional } from '../params.js'

/** Typing this presses the last Undo button that one was given (`take-order.ts`); what is left to do here is to say that there is none. */
export default defineCommand({
  name: 'undo',
  summary: 'Take back your last change, if nobody has changed the same since',
  example: 'undo',
  params: {
    which: optional('choice', 'Which', {
      target: true,
      choices: [EARLIER],
      hint: '`earlier`: the last one that can be taken back, if your last change can’t be',
    }),
  },
  needs: 'self',
  risk: 'read',
  run: async () => {
    throw refused('You have made no change that could be taken back.')
  },
})
