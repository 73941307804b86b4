import { waitForCustomer } from '../../../domain/support/change-case.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { changedReply } from './case-change.js'

export default defineCommand({
  name: 'case wait',
  summary: 'Wait for the customer: the clock stands until they write',
  example: 'case wait CASE-7',
  params: { case: target('case', 'Case') },
  needs: 'case.write',
  risk: 'reversible',
  run: async ({ asker }, { case: { id, ref, title } }, tx) =>
    changedReply(asker, await waitForCustomer(tx, id), {
      headline: `${ref} ${title} waits for the customer`,
      notes: ['The clock stands. Their reply opens it again.'],
    }),
})
