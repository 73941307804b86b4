import {
  type CountedInvoice,
  listCountedInvoices,
  loadCustomerValue,
} from '../../../domain/billing/customer-value-store.js'
import { sumInvoices } from '../../../domain/billing/invoice-list-store.js'
import { counted } from '../../../lib/counted.js'
import { formatMoney, toDecimal } from '../../../lib/money.js'
import { dateCell, fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import type { Column, Row } from '../reply.js'
import { owedCell } from './company-card.js'

const SHOWN = 200

const columns: readonly Column[] = [
  { key: 'invoice', label: 'Invoice', type: 'text' },
  { key: 'issued', label: 'Issued', type: 'date' },
  { key: 'net', label: 'Net', type: 'money' },
  { key: 'open', label: 'Open', type: 'money' },
  { key: 'due', label: 'Due', type: 'date' },
  { key: 'overdue', label: 'Overdue', type: 'text' },
  { key: 'days', label: 'Paid after days', type: 'number' },
]

export default defineCommand({
  name: 'company explain',
  summary: 'The invoices behind a company’s figures: what is open and overdue, its lifetime value, how soon it pays',
  example: 'company explain Acme',
  params: { company: target('company', 'Company') },
  needs: 'invoice.read',
  risk: 'read',
  run: async ({ read: reading, asker, today }, { company }) => {
    const filter = { companyId: company.id, owners: asker.owners('invoice.read') }
    const { rows, count, value, open, overdue } = await reading(async (read) => ({
      ...(await listCountedInvoices(read, { ...filter, today }, SHOWN)),
      value: await loadCustomerValue(read, { ...filter, today }),
      open: await sumInvoices(read, { ...filter, statuses: ['issued', 'part_paid'] }),
      overdue: await sumInvoices(read, { ...filter, overdueOn: today }),
    }))
    return {
      headline: `${counted(count, 'invoice')} behind the figures of ${company.ref} ${company.title}`,
      fields: fieldsWith([
        ['Open', owedCell(open)],
        ['Overdue', owedCell(overdue)],
        ['Lifetime value', value.invoiced.map(formatMoney).join(' and ')],
        ['Pays after', value.daysToPay === null ? null : counted(value.daysToPay, 'day')],
      ]),
      ...(rows.length > 0
        ? {
            table: {
              columns,
              rows: rows.map((row) => cells(row)),
              ...(count > rows.length ? { more: count - rows.length } : {}),
            },
          }
        : {}),
      notes: [
        'Lifetime value is the sum of net, credit notes taken off.',
        'Days count of the invoices of a year that are paid, from their date to the last payment; the figure is their average.',
      ],
      data: { invoices: rows.map(dataOf) },
    }
  },
})

const cells = ({ name, issuedOn, net, open, dueOn, isOverdue, daysToPay }: CountedInvoice): Row => ({
  invoice: name,
  issued: dateCell(issuedOn),
  net: { money: net },
  open: open.minor === 0n ? null : { money: open },
  due: dateCell(dueOn),
  overdue: isOverdue ? 'overdue' : null,
  days: daysToPay,
})

const dataOf = ({ name, net, open, isOverdue, daysToPay }: CountedInvoice) => ({
  invoice: name,
  currency: net.currency,
  net: toDecimal(net),
  open: toDecimal(open),
  overdue: isOverdue,
  daysToPay,
})
