import { setAccountOwner } from '../../../domain/ledger/account-owner.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

export default defineCommand({
  name: 'account owner',
  summary: 'Say who answers for an account: the close asks them why it moved far',
  example: 'account owner 6200 who:ben@example.com',
  params: {
    code: required('text', 'Code', { target: true }),
    who: optional('record', 'Who', {
      record: 'staff',
      hint: 'Nobody: whoever explains large moves in the close is asked',
    }),
  },
  needs: 'account.write',
  risk: 'reversible',
  run: async (_context, { code, who }, tx) => {
    const { account, before } = await setAccountOwner(tx, code, who?.id ?? null)
    const person = (name: string | null) => (name === null ? null : { person: name })
    return {
      headline: `${account.code} ${account.name}: ${who ? `${who.title} answers for it` : 'nobody in particular answers for it'}`,
      changes: [{ label: 'Answers for it', before: person(before?.name ?? null), after: person(who?.title ?? null) }],
      undo: { command: 'account owner', args: { code, ...(before && { who: before.email }) }, versions: {} },
      data: { code: account.code, owner: who?.title ?? null },
    }
  },
})
