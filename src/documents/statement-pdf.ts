import type { Content } from 'pdfmake/interfaces.js'
import { claimLines } from '../domain/billing/interest-claim.js'
import type { StatementOfCurrency } from '../domain/billing/statement.js'
import type { StatementDocument } from '../domain/billing/statement-document.js'
import { amount, longDate } from './figures.js'
import { letterFoot } from './invoice/foot.js'
import { buyerBlock, factTable, sellerBlock, title } from './invoice/head.js'
import { colours } from './invoice/look.js'
import { howToPay } from './invoice/payment-box.js'
import { renderPdf } from './render-pdf.js'
import { ageingTable } from './statement/ageing-table.js'
import { movementTable } from './statement/movement-table.js'
import { openTable } from './statement/open-table.js'
import { visual } from './visual.js'

const TITLE = 'Statement of account'

/**
 * A customer's account as they get it: per currency what it opened with, what changed it with its running balance, what is open at
 * the end, and how long it has been due. Paper as for invoices.
 */
export function statementPdf(statement: StatementDocument): Promise<Uint8Array> {
  const { dark, muted } = colours(statement)
  const name = `${TITLE}, ${longDate(statement.to)}`
  return renderPdf({
    pageSize: ['US', 'CA'].includes(statement.seller.country) ? 'LETTER' : 'A4',
    pageMargins: [56, 64, 56, 76],
    info: { title: name, author: statement.seller.name, subject: `For ${statement.buyer.name}` },
    defaultStyle: { font: 'DejaVu', fontSize: 9, color: dark, lineHeight: 1.2 },
    header: (page) =>
      page === 1
        ? null
        : {
            columns: [{ text: visual(statement.seller.name) }, { text: name, alignment: 'right' }],
            margin: [56, 32, 56, 0],
            color: muted,
            fontSize: 8,
          },
    footer: (page, pages) => letterFoot({ ...statement, name: TITLE }, page, pages),
    content: [head(statement), ...statement.currencies.flatMap((each, i) => section(statement, each, i))],
  })
}

const head = (statement: StatementDocument): Content => ({
  stack: [
    { columns: [sellerBlock(statement), title(TITLE)], margin: [0, 0, 0, 34] },
    {
      columns: [
        buyerBlock(statement, 'For'),
        {
          width: 'auto',
          ...factTable(statement, [
            ['From', longDate(statement.from)],
            ['To', longDate(statement.to)],
            ['Customer', statement.buyer.ref],
            ...statement.currencies.map(
              ({ currency, closingMinor }) => ['Balance', amount({ minor: closingMinor, currency })] as const,
            ),
          ]),
        },
      ],
      columnGap: 24,
      margin: [0, 0, 0, 22],
    },
  ],
})

/** A currency; each after the first on a page of its own. */
function section(statement: StatementDocument, account: StatementOfCurrency, index: number): Content[] {
  const heading = (text: string) => ({
    text,
    bold: true,
    fontSize: 11,
    margin: [0, 14, 0, 6] as [number, number, number, number],
  })
  const named: Content = { ...heading(`In ${account.currency}`), ...(index > 0 && { pageBreak: 'before' as const }) }
  return [
    ...(statement.currencies.length > 1 ? [named] : []),
    movementTable(statement, account),
    ...(account.open.length > 0
      ? [
          {
            unbreakable: account.open.length < FEW,
            stack: [heading('Open on this day'), openTable(statement, account)],
          },
          { unbreakable: true, stack: [heading('By age'), ageingTable(statement, account)] },
        ]
      : []),
    ...payment(statement, account),
    ...(account.interest.length > 0
      ? [
          {
            stack: [
              heading('Interest for late payment, not in the balance'),
              ...account.interest.flatMap((claim) => claimLines(claim, longDate)),
            ],
          },
        ]
      : []),
  ]
}

/** Where to pay what is owed, as an invoice says it; nothing where nothing is, or where the letterhead names no account. */
function payment(statement: StatementDocument, { open, closingMinor, currency }: StatementOfCurrency): Content[] {
  const owed = open.filter(({ minor }) => minor > 0n)
  if (closingMinor <= 0n || owed.length === 0 || !statement.seller.letterhead.iban) return []
  const [only, another] = owed
  const reference = only && !another ? only.ref : 'the numbers of the invoices that you pay'
  const asked = `${amount({ minor: closingMinor, currency })} is open. Please pay each invoice by its due date.`
  return [{ unbreakable: true, stack: [howToPay(statement, asked, reference)] }]
}

/** So many rows stay together with their heading; more may go over a page. */
const FEW = 12
