import { changeAccount } from '../../../domain/ledger/change-account.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { clearable, NONE, optional, required } from '../params.js'

export default defineCommand({
  name: 'account set',
  summary: 'Rename an account, take it out of use or back, restrict who sees its postings, say whether it is revalued',
  example: 'account set 6312 name:"Coworking and desks"',
  params: {
    code: required('text', 'Code', { target: true }),
    name: optional('text', 'Name'),
    active: optional('flag', 'In use'),
    restricted: optional('flag', 'Restricted', { hint: 'Single postings only for those who may see them' }),
    monetary: clearable('flag', 'Money or a claim', {
      hint: 'Revalued at closing rates where it is in another currency',
    }),
  },
  needs: 'account.write',
  risk: 'reversible',
  run: async ({ today }, { code, name, active, restricted, monetary }, tx) => {
    if ([name, active, restricted, monetary].every((given) => given === undefined))
      throw invalid('Say what changes: name:"Office rent", active:no')
    const change = {
      ...(name !== undefined && { name }),
      ...(active !== undefined && { active }),
      ...(restricted !== undefined && { restricted }),
      ...(monetary !== undefined && { monetary }),
    }
    const { before, after } = await changeAccount(tx, code, change, today)
    const use = (is: boolean) => (is ? 'in use' : 'out of use')
    const seen = (is: boolean) => (is ? 'for those who may see restricted ones' : 'for all who read the books')
    const kept = (is: boolean | null) => (is === null ? 'by its kind' : is ? 'yes' : 'no')
    return {
      headline: `Account ${after.code} ${after.name}: ${use(after.active)}`,
      changes: [
        ...(before.name === after.name ? [] : [{ label: 'Name', before: before.name, after: after.name }]),
        ...(before.active === after.active
          ? []
          : [{ label: 'Use', before: use(before.active), after: use(after.active) }]),
        ...(before.restricted === after.restricted
          ? []
          : [{ label: 'Postings', before: seen(before.restricted), after: seen(after.restricted) }]),
        ...(before.monetary === after.monetary
          ? []
          : [{ label: 'Revalued', before: kept(before.monetary), after: kept(after.monetary) }]),
      ],
      undo: {
        command: 'account set',
        args: {
          code,
          name: before.name,
          active: before.active,
          restricted: before.restricted,
          monetary: before.monetary ?? NONE,
        },
        versions: {},
      },
      data: { code, name: after.name, kind: after.kind, active: after.active },
    }
  },
})
