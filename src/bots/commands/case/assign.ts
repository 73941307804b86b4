import { getCaseRow } from '../../../domain/support/case-list-store.js'
import { assignCase } from '../../../domain/support/change-case.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'
import { changedReply } from './case-change.js'

export default defineCommand({
  name: 'case assign',
  summary: 'Take a case, or assign it to a colleague, who is told; `nobody:yes` puts it back',
  example: 'case assign CASE-7 to:dana@example.com',
  params: {
    case: target('case', 'Case'),
    to: optional('record', 'To', { record: 'staff', hint: 'By default yourself' }),
    nobody: optional('flag', 'To nobody'),
  },
  needs: 'case.write',
  aliases: ['case take', 'case owner'],
  risk: 'reversible',
  run: async (context, { case: one, to, nobody = false }, tx) => {
    const { owner } = await context.read((read) => getCaseRow(read, one.id))
    const holder = nobody ? null : { id: to?.id ?? context.asker.id, name: to?.title ?? context.asker.name }
    const change = await assignCase(tx, one.id, holder?.id ?? null)
    const whose = holder === null ? 'nobody’s' : holder.id === context.asker.id ? 'yours' : `${holder.name}’s`
    return changedReply(context.asker, change, {
      headline: `${one.ref} ${one.title} is ${whose} now`,
      changes: [{ label: 'Owner', before: owner && { person: owner }, after: holder && { person: holder.name } }],
    })
  },
})
