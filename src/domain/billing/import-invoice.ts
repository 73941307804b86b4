import type { Tx } from '../../db/in-workspace.js'
import { nextRef } from '../../db/next-ref.js'
import { daysBetween } from '../../lib/dates.js'
import { refused } from '../../lib/errors.js'
import { money } from '../../lib/money.js'
import { getAccountFor } from '../ledger/account-store.js'
import { postOpening } from '../ledger/opening-document.js'
import { fullLines, type ImportedInvoice } from './imported-invoice.js'
import { findImported, insertImported, saveOpened } from './imported-invoice-store.js'
import { indexInvoice } from './index-invoice.js'
import { getInvoiceForChange } from './invoice-store.js'
import { taxedLines } from './taxed-lines.js'

/**
 * Takes in an invoice of an earlier system. What is open of it stands on the receivable account; nobody is reminded of it by
 * itself. Throws `refused` where its number is here with other content: what is posted does not change.
 */
export async function importInvoice(tx: Tx, given: ImportedInvoice): Promise<'created' | 'unchanged'> {
  const known = await findImported(tx, given.number)
  if (known) return sameOrRefused(known, given)
  const { kind, number, company, currency, totalMinor, openMinor } = given
  if (given.afterCutover && openMinor !== totalMinor)
    throw refused(
      `${number} is dated after the cutover and is partly paid. Import it with all of it open, then its payments.`,
    )
  const id = tx.newId()
  const full = fullLines(given, (await getAccountFor(tx, 'revenue')).id)
  const lines = await taxedLines(tx, full, company.id)
  const head = { ...given, id, ref: await nextRef(tx, 'draft', 'DRAFT'), termsDays: termsOf(given) }
  await insertImported(tx, { ...head, lines })
  if (openMinor > 0n) {
    const taxAccount = (await getAccountFor(tx, 'tax-output')).id
    const income = lines.flatMap(({ accountId, netMinor, taxMinor, tax }) => {
      const code = tax ? { taxCodeId: tax.id } : {}
      return [
        { accountId, minor: netMinor, ...code },
        { accountId: tax?.accountId ?? taxAccount, minor: taxMinor, ...code },
      ]
    })
    const opened = await postOpening(tx, {
      control: 'receivable',
      sign: kind === 'invoice' ? 1n : -1n,
      date: given.issueDate,
      open: money(openMinor, currency),
      memo: `${number} of ${company.name}, open when it was taken over`,
      idempotencyKey: `import:invoice:${number}`,
      names: { companyId: company.id, invoiceId: id },
      against: given.afterCutover ? income : undefined,
    })
    await saveOpened(tx, id, opened)
  }
  await indexInvoice(tx, await getInvoiceForChange(tx, id), company.name)
  return 'created'
}

/** What was open then may have been paid here meanwhile, so it is not compared. */
function sameOrRefused(
  known: NonNullable<Awaited<ReturnType<typeof findImported>>>,
  given: ImportedInvoice,
): 'unchanged' {
  if (!known.imported) throw refused(`${given.number} is the number of a document that was made here.`)
  const isSame =
    known.kind === given.kind &&
    known.companyId === given.company.id &&
    known.totalMinor === given.totalMinor &&
    known.currency === given.currency &&
    known.issueDate === given.issueDate
  if (isSame) return 'unchanged'
  throw refused(
    `${given.number} was imported before with another customer, date or total. What is posted stays as it is.`,
  )
}

const termsOf = ({ issueDate, dueDate }: ImportedInvoice): number => Math.max(0, daysBetween(issueDate, dueDate))
