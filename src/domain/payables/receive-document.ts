import type { Tx } from '../../db/in-workspace.js'
import { refused } from '../../lib/errors.js'
import { formatMoney, money } from '../../lib/money.js'
import { listPurchaseCodes, type PurchaseTax } from '../billing/purchase-tax-code-store.js'
import { isSelfAssessed } from '../billing/tax-of.js'
import type { NewBillLine } from './bill-line.js'
import { type BillWithLines, findByNumber } from './bill-store.js'
import { matchSupplier, type SupplierMatch } from './match-supplier.js'
import { receiveBill } from './receive-bill.js'
import type { DocumentLine, ReceivedDocument } from './received-document.js'

export type TakenIn = { bill: BillWithLines; supplier: SupplierMatch | null }

/**
 * Enters a supplier's document as it was read: nothing is posted. Lines go where the supplier's lines of the same name went last,
 * else to `account`. What it adds up to must be what it says, to the cent. Throws `refused` with what to do.
 */
export async function receiveDocument(
  tx: Tx,
  document: ReceivedDocument,
  given: {
    supplierId?: string | undefined
    account?: string | undefined
    department?: string | undefined
    ownerId: string | null
  },
): Promise<TakenIn> {
  const matched = given.supplierId ? null : await matchSupplier(tx, document.seller)
  const companyId = given.supplierId ?? matched?.id
  if (!companyId)
    throw refused(
      `I don't know the supplier “${document.seller.name}”${document.seller.taxId ? ` (${document.seller.taxId})` : ''}. Add it with \`company new "${document.seller.name}"\`, or say whose it is: supplier:NAME.`,
    )
  const codes = await codesFor(tx, document)
  const { account } = given
  const lines = [...document.lines.map((line) => mapped(line, codes)), ...foreignTax(document, codes)]
  const bill = await receiveBill(tx, {
    kind: document.kind,
    companyId,
    number: document.number,
    billDate: document.date,
    ...(document.dueDate && document.dueDate >= document.date ? { dueDate: document.dueDate } : {}),
    taxPoint: document.taxPoint,
    currency: document.currency,
    department: given.department ?? null,
    ownerId: given.ownerId,
    payeeNumber: document.iban,
    paymentReference: document.reference,
    heldReason: whyHeld(document),
    correctsId: await corrected(tx, document, companyId),
    lines: lines.map((line) => ({ ...line, ...(account ? { account } : {}) })),
    statedTax: statedTax(document, codes),
  })
  if (bill.totalMinor !== document.totalMinor) {
    const text = (minor: bigint) => formatMoney(money(minor, document.currency))
    throw refused(
      `${document.number} says ${text(document.totalMinor)} and its lines with their tax come to ${text(bill.totalMinor)}. Ask for a corrected one.`,
    )
  }
  return { bill, supplier: matched }
}

/** A run would pay the whole of it: somebody has to record what was paid before, or say that nothing was. */
const whyHeld = ({ kind, prepaidMinor, currency }: ReceivedDocument): string | null =>
  kind === 'bill' && prepaidMinor > 0n
    ? `it says that ${formatMoney(money(prepaidMinor, currency))} of it is paid already`
    : null

/**
 * The codes that a document's tax can be of. What a seller of another country charges is that country's tax, at whatever rate, unless
 * it is registered here and charges ours.
 */
async function codesFor(tx: Tx, { seller }: ReceivedDocument): Promise<PurchaseTax[]> {
  const codes = await listPurchaseCodes(tx)
  const { country } = await tx.prisma.workspace.findUniqueOrThrow({ where: { id: tx.scope.workspaceId } })
  const ours = seller.country === null || seller.country === country || seller.taxId?.toUpperCase().startsWith(country)
  return ours ? codes : codes.filter((code) => code.ratePpm === 0 || isSelfAssessed(code))
}

const mapped = (
  { description, netMinor, category, rate, from, to }: DocumentLine,
  codes: readonly PurchaseTax[],
): NewBillLine => ({
  description,
  unitPriceMinor: netMinor,
  taxCode: codeFor(category, rate, codes)?.code ?? 'O',
  ...(from && to ? { serviceFrom: from, serviceTo: to } : {}),
})

/**
 * Our code for a category and rate of theirs. Charged tax is found by its rate alone: the norm calls reduced rates `S` too. A rate
 * that isn't among `codes` is another country's.
 */
function codeFor(category: string, rate: string | null, codes: readonly PurchaseTax[]): PurchaseTax | undefined {
  const ratePpm = Math.round(Number(rate ?? 0) * 10_000)
  if (ratePpm > 0)
    return codes.find((code) => code.ratePpm === ratePpm && code.deductibleBp === 10_000 && !isSelfAssessed(code))
  return codes.find((code) => code.category === category && (code.ratePpm === 0 || isSelfAssessed(code)))
}

/** Tax of another country can't be got back here: it is a cost, on a line of its own. */
const foreignTax = ({ taxes, seller }: ReceivedDocument, codes: readonly PurchaseTax[]): NewBillLine[] =>
  taxes
    .filter(({ category, rate, taxMinor }) => taxMinor !== 0n && !codeFor(category, rate, codes))
    .map(({ rate, taxMinor }) => ({
      description: `Tax ${rate ?? ''} %${seller.country ? ` of ${seller.country}` : ''}, not deductible here`,
      unitPriceMinor: taxMinor,
      taxCode: 'O',
    }))

/** The tax that the document states, by our codes. */
function statedTax({ taxes }: ReceivedDocument, codes: readonly PurchaseTax[]): Record<string, bigint> {
  const stated: Record<string, bigint> = {}
  for (const { category, rate, taxMinor } of taxes) {
    const code = codeFor(category, rate, codes)?.code
    if (code !== undefined) stated[code] = (stated[code] ?? 0n) + taxMinor
  }
  return stated
}

async function corrected(tx: Tx, { kind, corrects }: ReceivedDocument, companyId: string): Promise<string | null> {
  if (kind !== 'credit_note') return null
  for (const number of corrects) {
    const bill = await findByNumber(tx, { companyId, kind: 'bill', number })
    if (bill) return bill.id
  }
  return null
}
