import { CLOSED_AS, type ClosedAs } from '../../../domain/support/case.js'
import { closeCase } from '../../../domain/support/change-case.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import { changedReply } from './case-change.js'

export default defineCommand({
  name: 'case close',
  summary: 'Close a case, and say what settled it; nothing is mailed',
  example: 'case close CASE-7 The gateway had lost its clock',
  params: {
    case: target('case', 'Case'),
    resolution: optional('words', 'Settled by', { multiline: true }),
    as: optional('choice', 'As', { choices: CLOSED_AS, hint: 'By default solved' }),
  },
  needs: 'case.write',
  risk: 'reversible',
  run: async ({ asker }, { case: { id, ref, title }, resolution, as = 'solved' }, tx) => {
    const change = await closeCase(tx, id, { as: as as ClosedAs, resolution: resolution?.trim() || null })
    return changedReply(asker, change, {
      headline: `${ref} ${title} is closed`,
      ...(resolution ? { changes: [{ label: 'Settled by', before: null, after: resolution }] } : {}),
    })
  },
})
