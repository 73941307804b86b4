import { removeCase } from '../../../domain/support/remove-case.js'
import { defineCommand } from '../define-command.js'
import { refuseOthers } from '../own-only.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'case remove',
  summary: 'Take back a case that was opened by mistake',
  example: 'case remove CASE-7',
  params: { case: target('case', 'Case') },
  needs: 'case.write',
  risk: 'reversible',
  hidden: true,
  run: async ({ asker }, { case: { id } }, tx) => {
    const one = await removeCase(tx, id)
    refuseOthers(asker, 'case.write', one)
    return { headline: `${one.ref} ${one.subject} is gone`, data: { ref: one.ref } }
  },
})
