import { unmergeCase } from '../../../domain/support/unmerge-case.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { changedReply } from './case-change.js'

export default defineCommand({
  name: 'case unmerge',
  summary: 'Undo the merge of a case: it is open again, with its own mail and notes',
  example: 'case unmerge CASE-8',
  params: { case: target('case', 'Case') },
  needs: 'case.write',
  risk: 'reversible',
  run: async ({ asker }, { case: { id, ref, title } }, tx) =>
    changedReply(asker, await unmergeCase(tx, id), { headline: `${ref} ${title} stands alone again` }),
})
