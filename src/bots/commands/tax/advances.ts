import { setAdvanceTax } from '../../../domain/billing/set-advance-tax.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

const OFF = 'off'

export default defineCommand({
  name: 'tax advances',
  summary: 'Tax money that comes in before its invoice on receipt, under a code of sales; or off',
  example: 'tax advances S',
  params: { code: required('text', 'Code', { target: true, hint: 'Such as S; or off' }) },
  needs: 'account.write',
  risk: 'reversible',
  run: async (_context, { code }, tx) => {
    const isOff = code.trim().toLowerCase() === OFF
    const { before, after } = await setAdvanceTax(tx, isOff ? null : code)
    const text = (tax: typeof after) => (tax ? `${tax.code} ${tax.name}` : OFF)
    return {
      headline: after
        ? `What customers pay on account is taxed on receipt: ${text(after)}`
        : 'What customers pay on account is no longer taxed on receipt',
      notes: [
        after
          ? 'It holds for money that is recorded from now on, of customers whose invoices have tax. Allocated to an invoice, paid back or reversed, the tax is turned back that day.'
          : 'What is on account and taxed by now is turned back when it is allocated, paid back or reversed.',
      ],
      changes: [{ label: 'Tax on advances', before: text(before), after: text(after) }],
      undo: { command: 'tax advances', args: { code: before?.code ?? OFF }, versions: {} },
      data: { code: after?.code ?? null },
    }
  },
})
