import { reopenCase } from '../../../domain/support/change-case.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { changedReply } from './case-change.js'

export default defineCommand({
  name: 'case reopen',
  summary: 'Take a closed or waiting case up again; its clock runs on',
  example: 'case reopen CASE-7',
  params: { case: target('case', 'Case') },
  needs: 'case.write',
  aliases: ['case open', 'case resume'],
  risk: 'reversible',
  run: async ({ asker }, { case: { id, ref, title } }, tx) =>
    changedReply(asker, await reopenCase(tx, id), { headline: `${ref} ${title} is open again` }),
})
