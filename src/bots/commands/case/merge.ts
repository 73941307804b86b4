import { mergeCases } from '../../../domain/support/change-case.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'
import type { Action } from '../reply.js'
import { showCase } from './case-actions.js'
import { changedReply } from './case-change.js'

export default defineCommand({
  name: 'case merge',
  summary: 'Merge a case into another about the same matter, with its mail and notes',
  example: 'case merge CASE-8 into:CASE-7',
  params: { case: target('case', 'Case'), into: required('record', 'Into', { record: 'case' }) },
  needs: 'case.write',
  risk: 'reversible',
  run: async ({ asker }, { case: { id, ref, title }, into }, tx) => {
    const done = changedReply(asker, await mergeCases(tx, id, into.id), {
      headline: `${ref} ${title} goes on in ${into.ref} ${into.title}`,
      notes: ['Its mail and notes stand there too, and what its customer writes.'],
    })
    const actions: Action[] = [showCase(into)]
    return { ...done, actions }
  },
})
