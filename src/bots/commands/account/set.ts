import { changeAccount } from '../../../domain/ledger/change-account.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'

export default defineCommand({
  name: 'account set',
  summary: 'Rename an account, take it out of use or back',
  example: 'account set 6312 name:"Coworking and desks"',
  params: {
    code: required('text', 'Code', { target: true }),
    name: optional('text', 'Name'),
    active: optional('flag', 'In use'),
  },
  needs: 'account.write',
  risk: 'reversible',
  run: async ({ today }, { code, name, active }, tx) => {
    if (name === undefined && active === undefined) throw invalid('Say what changes: name:"Office rent", active:no')
    const change = { ...(name !== undefined && { name }), ...(active !== undefined && { active }) }
    const { before, after } = await changeAccount(tx, code, change, today)
    const use = (is: boolean) => (is ? 'in use' : 'out of use')
    return {
      headline: `Account ${after.code} ${after.name}: ${use(after.active)}`,
      changes: [
        ...(before.name === after.name ? [] : [{ label: 'Name', before: before.name, after: after.name }]),
        ...(before.active === after.active
          ? []
          : [{ label: 'Use', before: use(before.active), after: use(after.active) }]),
      ],
      undo: { command: 'account set', args: { code, name: before.name, active: before.active }, versions: {} },
      data: { code, name: after.name, kind: after.kind, active: after.active },
    }
  },
})
