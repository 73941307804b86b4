import type { Tx } from '../../../db/in-workspace.js'
import { changeQuoteLines } from '../../../domain/billing/edit-quote.js'
import { lineOfProduct } from '../../../domain/billing/product-line.js'
import type { NewQuoteLine } from '../../../domain/billing/quote.js'
import { getQuoteForChange } from '../../../domain/billing/quote-store.js'
import { UNIT_WORDS } from '../../../domain/billing/unit.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { readQuantity, readUnit } from '../lines-text.js'
import { type ArgsOf, optional, required, target } from '../params.js'
import { changedQuote } from './quote-reply.js'

const params = {
  quote: target('quote', 'Quote'),
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
  tax: optional('text', 'Tax code'),
  delivery: optional('date', 'Delivery'),
}

const line = defineCommand({
  name: 'quote line',
  summary: 'Add a line to a draft, or change one by its number',
  example: 'quote line Q-3 product:CRS-100 quantity:20 discount:10',
  params,
  needs: 'quote.write',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const product = await productLine(tx, args)
    await changeQuoteLines(tx, args.quote.id, (lines) => changed(lines, args, product))
    const said = args.number ? `Line ${args.number} changed` : 'Line added'
    return changedQuote(context, tx, args.quote.id, {
      headline: ({ ref, total }) => `${said}: ${ref} comes to ${formatMoney(total)}`,
    })
  },
})

const dropLine = defineCommand({
  name: 'quote drop-line',
  summary: 'Take a line off a draft',
  example: 'quote drop-line Q-3 number:2',
  params: { quote: params.quote, number: required('integer', 'Line') },
  needs: 'quote.write',
  risk: 'reversible',
  run: async (context, { quote, number }, tx) => {
    await changeQuoteLines(tx, quote.id, (lines) => {
      const gone = lineAt(lines, number)
      return lines.filter((each) => each !== gone)
    })
    return changedQuote(context, tx, quote.id, {
      headline: ({ ref, total }) => `Line ${number} is off: ${ref} comes to ${formatMoney(total)}`,
    })
  },
})

export default [line, dropLine]

type Args = ArgsOf<typeof params>

function changed(lines: readonly NewQuoteLine[], args: Args, product: Partial<NewQuoteLine>): NewQuoteLine[] {
  const words = { ...product, ...given(args) }
  if (args.number !== undefined) {
    const old = lineAt(lines, args.number)
    return lines.map((each) => (each === old ? { ...old, ...words } : each))
  }
  const { description, unitPriceMinor, ...rest } = words
  if (!description || unitPriceMinor === undefined)
    throw invalid('A new line needs product:…, or text:… and price:… To change a line, say its number: number:2')
  return [...lines, { ...rest, description, unitPriceMinor }]
}

function lineAt(lines: readonly NewQuoteLine[], number: number): NewQuoteLine {
  const found = lines[number - 1]
  if (!found) throw invalid(`There is no line ${number}; there are ${lines.length}.`)
  return found
}

/** What the product says of a line, in the quote's currency. */
async function productLine(tx: Tx, { quote, product, price }: Args): Promise<Partial<NewQuoteLine>> {
  const { currency } = await getQuoteForChange(tx, quote.id)
  if (price && price.currency !== currency) throw invalid(`${quote.ref} is in ${currency}: give its prices in that.`)
  if (!product) return {}
  return { ...(await lineOfProduct(tx, product.id, { currency, price: price?.minor })), productId: product.id }
}

const given = ({ text, price, quantity, unit, discount, tax, delivery }: Args): Partial<NewQuoteLine> => ({
  ...(text ? { description: text } : {}),
  ...(price ? { unitPriceMinor: price.minor } : {}),
  ...(quantity ? { quantityMilli: readQuantity(quantity) } : {}),
  ...(unit ? { unit: readUnit(unit) } : {}),
  ...(discount === undefined ? {} : { discountBp: Math.round(discount * 100) }),
  ...(tax ? { taxCode: tax } : {}),
  ...(delivery ? { deliveryOn: delivery } : {}),
})
