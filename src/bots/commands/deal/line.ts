import type { Tx } from '../../../db/in-workspace.js'
import { lineOfProduct } from '../../../domain/billing/product-line.js'
import { UNIT_WORDS } from '../../../domain/billing/unit.js'
import { changeDealLines } from '../../../domain/crm/change-deal-lines.js'
import type { DealLine } from '../../../domain/crm/deal-line.js'
import { getDeal } from '../../../domain/crm/deal-store.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { linesFrom, readQuantity, readUnit } from '../lines-text.js'
import { refuseOthers } from '../own-only.js'
import { type ArgsOf, optional, required, target } from '../params.js'
import { dealLinesReply } from './deal-line-reply.js'

const params = {
  deal: target('deal', 'Deal'),
  number: optional('integer', 'Line', { hint: 'Of the line to change; without one a line is added' }),
  product: optional('record', 'Product', {
    record: 'product',
    hint: 'Its name, price and unit, unless you give others',
  }),
  text: optional('text', 'What'),
  price: optional('amount', 'Price of one'),
  quantity: optional('text', 'Quantity'),
  unit: optional('text', 'Unit', { hint: UNIT_WORDS.join(', ') }),
  discount: optional('percent', 'Discount'),
  delivery: optional('date', 'Delivery'),
}

const line = defineCommand({
  name: 'deal line',
  summary:
    'Add a line to a deal, or change one by its number; the lines are its amount, and its invoice once it is won',
  example: 'deal line DEAL-12 text:Licences price:49 quantity:20 discount:10 delivery:2027-01-15',
  params,
  needs: 'deal.write',
  risk: 'reversible',
  run: async ({ asker }, args, tx) => {
    const product = args.product && (await productLine(tx, args))
    const changed = await changeDealLines(tx, args.deal.id, (lines) => withLine(lines, args, product))
    refuseOthers(asker, 'deal.write', changed.deal)
    if (args.price && args.price.currency !== changed.deal.currency)
      throw invalid(`${args.deal.ref} is in ${changed.deal.currency}: give its prices in that.`)
    return dealLinesReply(asker, args.number ? `Line ${args.number} changed` : 'Line added', changed)
  },
})

const dropLine = defineCommand({
  name: 'deal drop-line',
  summary: 'Take a line off a deal',
  example: 'deal drop-line DEAL-12 number:2',
  params: { deal: params.deal, number: required('integer', 'Line') },
  needs: 'deal.write',
  risk: 'reversible',
  run: async ({ asker }, { deal, number }, tx) => {
    const changed = await changeDealLines(tx, deal.id, (lines) => {
      lineAt(lines, number)
      return lines.filter((_, i) => i !== number - 1)
    })
    refuseOthers(asker, 'deal.write', changed.deal)
    return dealLinesReply(asker, `Line ${number} is off`, changed)
  },
})

const putLines = defineCommand({
  name: 'deal put-lines',
  summary: 'Put the lines of a deal back as they were',
  example: 'deal put-lines DEAL-12 lines:"[]"',
  params: { deal: params.deal, lines: required('text', 'Lines') },
  needs: 'deal.write',
  hidden: true,
  risk: 'reversible',
  run: async ({ asker }, { deal, lines }, tx) => {
    const changed = await changeDealLines(tx, deal.id, () => linesFrom<DealLine>(lines))
    refuseOthers(asker, 'deal.write', changed.deal)
    return dealLinesReply(asker, 'The lines are as they were', changed)
  },
})

type Args = ArgsOf<typeof params>

function withLine(lines: readonly DealLine[], args: Args, product: Partial<DealLine> = {}): DealLine[] {
  if (args.number !== undefined) {
    const old = lineAt(lines, args.number)
    return lines.map((each) => (each === old ? { ...old, ...product, ...given(args) } : each))
  }
  const { description, unitPriceMinor, ...rest } = { ...product, ...given(args) }
  if (!description || unitPriceMinor === undefined)
    throw invalid('A new line needs product:…, or text:… and price:… To change a line, say its number: number:2')
  const plain = { quantityMilli: 1000n, unit: 'C62', discountBp: 0, deliveryOn: null, productId: null }
  return [...lines, { ...plain, ...rest, description, unitPriceMinor }]
}

/** What the product says of a line, in the deal's currency. */
async function productLine(tx: Tx, { deal, product, price }: Args): Promise<Partial<DealLine>> {
  if (!product) return {}
  const { currency } = await getDeal(tx, deal.id)
  const line = await lineOfProduct(tx, product.id, { currency, price: price?.minor })
  return { description: line.description, unitPriceMinor: line.unitPriceMinor, unit: line.unit, productId: product.id }
}

function lineAt(lines: readonly DealLine[], number: number): DealLine {
  const found = lines[number - 1]
  if (!found) throw invalid(`There is no line ${number}; there are ${lines.length}.`)
  return found
}

const given = ({ text, price, quantity, unit, discount, delivery }: Args): Partial<DealLine> => ({
  ...(text ? { description: text } : {}),
  ...(price ? { unitPriceMinor: price.minor } : {}),
  ...(quantity ? { quantityMilli: readQuantity(quantity) } : {}),
  ...(unit ? { unit: readUnit(unit) } : {}),
  ...(discount === undefined ? {} : { discountBp: Math.round(discount * 100) }),
  ...(delivery ? { deliveryOn: delivery } : {}),
})

export default [line, dropLine, putLines]
