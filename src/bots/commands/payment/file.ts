import { inWorkspace } from '../../../db/in-workspace.js'
import { type PainVersion, pain001 } from '../../../documents/pain/pain-001.js'
import { paymentsCsv } from '../../../documents/payments-csv.js'
import { getBankAccount } from '../../../domain/banking/bank-account-store.js'
import { messageIdOf, runTitle } from '../../../domain/banking/payment-run.js'
import { getRun, type RunWithItems } from '../../../domain/banking/payment-run-store.js'
import { refused } from '../../../lib/errors.js'
import { checkIban } from '../../../lib/iban.js'
import { formatMoney, money } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'

export default defineCommand({
  name: 'payment file',
  summary:
    'The file of an approved payment run, for the bank: ISO 20022 pain.001, or CSV for an account without an IBAN',
  example: 'payment file RUN-3',
  params: {
    run: target('payment-run', 'Payment run'),
    version: optional('choice', 'Version', { choices: ['09', '03'], hint: '09, or 03 for banks that are behind' }),
  },
  needs: 'payment.write',
  risk: 'read',
  run: async (context, { run: { id }, version }) => {
    const { db, scope, workspace, now } = context
    const { run, account } = await inWorkspace(db, scope, async (tx) => {
      const run = await getRun(tx, id)
      return { run, account: await getBankAccount(tx, run.bankAccountId) }
    })
    if (run.state !== 'approved') throw refused(whyNone(run))
    const file = account.number !== null && checkIban(account.number).ok ? xmlOf : csvOf
    const { name, contentType, text } = file(run, {
      debtor: { name: workspace.name, iban: account.number ?? '' },
      createdAt: now,
      version: (version ?? '09') as PainVersion,
    })
    const bytes = new TextEncoder().encode(text)
    return {
      headline: `${runTitle(run.ref, run.items.length, run.payOn)}: ${formatMoney(money(run.totalMinor, run.currency))}`,
      text: 'Upload it in your online banking, once. The bank asks you to release it there: Daybook moves no money.',
      files: [{ name, contentType, bytes, title: name }],
      data: { run: run.ref, file: name, payments: run.items.length },
    }
  },
})

type Sender = { debtor: { name: string; iban: string }; createdAt: Date; version: PainVersion }
type Written = { name: string; contentType: string; text: string }

function xmlOf(run: RunWithItems, { debtor, createdAt, version }: Sender): Written {
  const transfers = run.items.map(({ endToEndId, amountMinor, payee, remittance }) => ({
    endToEndId,
    amountMinor,
    creditor: { name: payee.holder, iban: payee.number, bic: payee.bic },
    remittance,
  }))
  const messageId = messageIdOf(run.ref, run.payOn)
  const text = pain001({ messageId, createdAt, payOn: run.payOn, debtor, currency: run.currency, transfers }, version)
  return { name: `${run.ref}-pain.001.001.${version}.xml`, contentType: 'application/xml', text }
}

/** For an account without an IBAN: its bank takes a CSV of payments within the country. */
function csvOf(run: RunWithItems): Written {
  const transfers = run.items.map(({ endToEndId, amountMinor, payee, remittance }) => ({
    endToEndId,
    amount: money(amountMinor, run.currency),
    creditor: { name: payee.holder, routing: payee.routing ?? '', number: payee.number },
    remittance,
  }))
  return { name: `${run.ref}.csv`, contentType: 'text/csv', text: paymentsCsv(run.payOn, transfers) }
}

const whyNone = ({ ref, state }: RunWithItems): string =>
  state === 'proposed'
    ? `${ref} waits for a second person; there is no file until it is approved.`
    : `${ref} is ${state}, so there is no file of it.`
