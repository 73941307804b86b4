import { setInvoiceFormat } from '../../../domain/billing/invoice-format-store.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'invoice format',
  summary: 'How a customer gets invoices: as PDF, or with an e-invoice (UBL) beside it',
  example: 'invoice format Acme as:ubl',
  params: { customer: target('company', 'Customer'), as: required('choice', 'As', { choices: ['pdf', 'ubl'] }) },
  needs: 'company.write',
  risk: 'reversible',
  run: async (_context, { customer, as }, tx) => {
    const { before, version } = await setInvoiceFormat(tx, customer.id, as === 'ubl' ? 'ubl' : 'pdf')
    return {
      headline: `${customer.title} gets invoices ${as === 'ubl' ? 'as PDF with an e-invoice' : 'as PDF'}`,
      changes: [{ label: 'Format', before, after: as }],
      undo: {
        command: 'invoice format',
        args: { customer: customer.ref, as: before },
        versions: { [customer.id]: version },
      },
      data: { customer: customer.ref, format: as },
    }
  },
})
