import { listPayments } from '../../../domain/billing/payment-list-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { paymentData, paymentTable } from './payment-table.js'

/** As many as fit a screen. */
const SHOWN = 25

export default defineCommand({
  name: 'payment list',
  summary: 'Payments, newest first: in, out, or with something held on account',
  example: 'payment list held',
  params: {
    which: optional('choice', 'Which', { target: true, choices: ['in', 'out', 'held', 'all'] }),
    company: optional('record', 'Company', { record: 'company' }),
  },
  needs: 'payment.read',
  risk: 'read',
  bare: true,
  run: async (context, { which, company }) => {
    const rows = await context.read((read) =>
      listPayments(
        read,
        {
          ...(which === 'in' || which === 'out' ? { direction: which } : {}),
          ...(which === 'held' ? { held: true } : {}),
          ...(company ? { companyId: company.id } : {}),
        },
        SHOWN,
      ),
    )
    const of = `${which === 'held' ? ' with something on account' : ''}${company ? ` of ${company.title}` : ''}`
    const most = rows.length === SHOWN ? `The newest ${SHOWN} payments` : counted(rows.length, 'payment')
    return {
      headline: rows.length === 0 ? `There are no payments${of}` : `${most}${of}`,
      ...(rows.length > 0 ? { table: paymentTable(rows) } : {}),
      actions: context.asker.may('payment.write')
        ? [{ label: 'Record payment…', do: { form: 'payment new', args: {} }, typed: 'payment new' }]
        : [],
      data: { payments: rows.map(paymentData) },
    }
  },
})
