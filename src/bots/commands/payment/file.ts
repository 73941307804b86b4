import { inWorkspace } from '../../../db/in-workspace.js'
import { type PainVersion, pain001 } from '../../../documents/pain/pain-001.js'
import { getBankAccount } from '../../../domain/banking/bank-account-store.js'
import { messageIdOf, runTitle } from '../../../domain/banking/payment-run.js'
import { getRun, type RunWithItems } from '../../../domain/banking/payment-run-store.js'
import { refused } from '../../../lib/errors.js'
import { formatMoney, money } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { optional, target } from '../params.js'

export default defineCommand({
  name: 'payment file',
  summary: 'The file of an approved payment run, for the bank (ISO 20022 pain.001)',
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
    const bytes = new TextEncoder().encode(
      pain001(
        {
          messageId: messageIdOf(run.ref, run.payOn),
          createdAt: now,
          payOn: run.payOn,
          debtor: { name: workspace.name, iban: account.number ?? '' },
          currency: run.currency,
          transfers: run.items.map(({ endToEndId, amountMinor, payee, remittance }) => ({
            endToEndId,
            amountMinor,
            creditor: { name: payee.holder, iban: payee.number, bic: payee.bic },
            remittance,
          })),
        },
        (version ?? '09') as PainVersion,
      ),
    )
    const name = `${run.ref}-pain.001.001.${version ?? '09'}.xml`
    return {
      headline: `${runTitle(run.ref, run.items.length, run.payOn)}: ${formatMoney(money(run.totalMinor, run.currency))}`,
      text: 'Upload it in your online banking, once. The bank asks you to release it there: Daybook moves no money.',
      files: [{ name, contentType: 'application/xml', bytes, title: name }],
      data: { run: run.ref, file: name, payments: run.items.length },
    }
  },
})

const whyNone = ({ ref, state }: RunWithItems): string =>
  state === 'proposed'
    ? `${ref} waits for a second person; there is no file until it is approved.`
    : `${ref} is ${state}, so there is no file of it.`
