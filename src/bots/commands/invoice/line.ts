import type { Tx } from '../../../db/in-workspace.js'
import { changeLines } from '../../../domain/billing/edit-draft.js'
import type { NewLine } from '../../../domain/billing/invoice-line.js'
import { getInvoice } from '../../../domain/billing/invoice-store.js'
import { lineOfProduct } from '../../../domain/billing/product-line.js'
import { UNIT_WORDS } from '../../../domain/billing/unit.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { readQuantity, readUnit } from '../lines-text.js'
import { refuseOthers } from '../own-only.js'
import { type ArgsOf, optional, target } from '../params.js'
import { linesReply } from './draft-reply.js'

const params = {
  invoice: target('invoice', 'Draft'),
  number: optional('integer', 'Line', { hint: 'Of the line to change; without one a line is added' }),
  product: optional('record', 'Product', {
    record: 'product',
    hint: 'Its name, price, unit, tax code and account, unless you give others',
  }),
  text: optional('text', 'What for'),
  price: optional('amount', 'Price of one'),
  quantity: optional('text', 'Quantity'),
  unit: optional('text', 'Unit', { hint: UNIT_WORDS.join(', ') }),
  discount: optional('percent', 'Discount'),
  tax: optional('text', 'Tax code'),
  department: optional('text', 'Department'),
  from: optional('date', 'For the days from', { hint: 'Income of these days is deferred until then' }),
  to: optional('date', 'To'),
}

export default defineCommand({
  name: 'invoice line',
  summary: 'Add a line to a draft, or change one by its number',
  example: 'invoice line DRAFT-17 text:Workshop price:500 quantity:2.5 unit:hour discount:10',
  params,
  needs: 'invoice.write',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const product = args.product && (await productLine(tx, args))
    const { before, invoice } = await changeLines(tx, args.invoice.id, (lines) => changed(lines, args, product))
    refuseOthers(context.asker, 'invoice.write', invoice)
    return linesReply(context.asker, args.number ? `Line ${args.number} changed` : 'Line added', before, invoice)
  },
})

type Args = ArgsOf<typeof params>

async function productLine(tx: Tx, { invoice, product, price }: Args): Promise<Partial<NewLine>> {
  if (!product) return {}
  const { currency } = await getInvoice(tx, invoice.id)
  return lineOfProduct(tx, product.id, { currency, price: price?.minor })
}

function changed(lines: readonly NewLine[], args: Args, product: Partial<NewLine> = {}): NewLine[] {
  if (args.number !== undefined) {
    const old = lines[args.number - 1]
    if (!old) throw invalid(`There is no line ${args.number}; there are ${lines.length}.`)
    return lines.map((line) => (line === old ? { ...old, ...product, ...given(args) } : line))
  }
  const { description, unitPriceMinor, ...rest } = { ...product, ...given(args) }
  if (!description || unitPriceMinor === undefined)
    throw invalid('A new line needs product:…, or text:… and price:… To change a line, say its number: number:2')
  return [...lines, { ...rest, description, unitPriceMinor }]
}

const given = ({ text, price, quantity, unit, discount, tax, department, from, to }: Args): Partial<NewLine> => ({
  ...(text ? { description: text } : {}),
  ...(price ? { unitPriceMinor: price.minor } : {}),
  ...(quantity ? { quantityMilli: readQuantity(quantity) } : {}),
  ...(unit ? { unit: readUnit(unit) } : {}),
  ...(discount === undefined ? {} : { discountBp: Math.round(discount * 100) }),
  ...(tax ? { taxCode: tax } : {}),
  ...(department ? { department } : {}),
  ...(from ? { serviceFrom: from } : {}),
  ...(to ? { serviceTo: to } : {}),
})
