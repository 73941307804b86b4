import { restoreCase } from '../../../domain/support/restore-case.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { changedReply } from './case-change.js'

export default defineCommand({
  name: 'case restore',
  summary: 'Put a case back to what it was before its last change',
  example: 'case restore CASE-7',
  params: { case: target('case', 'Case') },
  needs: 'case.write',
  risk: 'reversible',
  hidden: true,
  run: async ({ asker }, { case: { id, ref } }, tx) => {
    const change = await restoreCase(tx, id)
    return changedReply(asker, change, { headline: `${ref} ${change.after.subject} is as it was` })
  },
})
