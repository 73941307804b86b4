import { putLimit } from '../../../domain/people/approval-limit-store.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { approvalKinds } from './approval-kinds.js'

export default defineCommand({
  name: 'approval limit',
  summary: 'Up to how much a role may approve a month for one counterparty; without an amount the limit is lifted',
  example: 'approval limit manager for:bill amount:5000',
  params: {
    role: required('text', 'Role', { target: true }),
    for: required('text', 'What', { hint: [...approvalKinds.keys()].join(', ') }),
    amount: optional('amount', 'Limit', { hint: 'Empty: no limit' }),
    department: optional('text', 'Only for the department'),
  },
  needs: 'admin',
  risk: 'reversible',
  run: async ({ workspace }, { role, for: kind, amount, department = null }, tx) => {
    if (!approvalKinds.has(kind))
      throw invalid(`“${kind}” is nothing that is approved. There is: ${[...approvalKinds.keys()].join(', ')}.`)
    if (amount && amount.currency !== workspace.baseCurrency)
      throw invalid(`Limits are in ${workspace.baseCurrency}, the currency of the books.`)
    const before = await putLimit(tx, { kind, role, department, limitMinor: amount?.minor ?? null })
    const say = (minor: bigint | null) =>
      minor === null ? 'no limit' : formatMoney(money(minor, workspace.baseCurrency))
    const where = department ? ` of ${department}` : ''
    return {
      headline: `${role} approves ${kind}${where}: ${amount ? `up to ${say(amount.minor)} a month and counterparty` : 'no limit'}`,
      changes: [{ label: `${role}, ${kind}${where}`, before: say(before), after: say(amount?.minor ?? null) }],
      undo: {
        command: 'approval limit',
        args: {
          role,
          for: kind,
          ...(before === null ? {} : { amount: toDecimal(money(before, workspace.baseCurrency)) }),
          ...(department ? { department } : {}),
        },
        versions: {},
      },
      data: { role, kind, department, limit: amount ? toDecimal(amount) : null, currency: workspace.baseCurrency },
    }
  },
})
