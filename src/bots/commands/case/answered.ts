import type { AfterReply } from '../../../domain/support/case.js'
import { AFTER_REPLY } from '../../../domain/support/case.js'
import { noteAnswer } from '../../../domain/support/note-answer.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import { changedReply } from './case-change.js'

export default defineCommand({
  name: 'case answered',
  summary: 'The customer was answered on the phone or in a chat: the first reply is given; nothing is mailed',
  example: 'case answered CASE-7 after:waiting',
  params: {
    case: target('case', 'Case'),
    after: optional('choice', 'Then the case is', { choices: AFTER_REPLY, hint: 'By default open' }),
  },
  needs: 'case.write',
  aliases: ['case called'],
  risk: 'reversible',
  run: async ({ asker }, { case: { id, ref, title }, after }, tx) =>
    changedReply(asker, await noteAnswer(tx, id, after as AfterReply | undefined), {
      headline: `${ref} ${title}: the customer is answered`,
    }),
})
