import type { Tx } from '../../../db/in-workspace.js'
import { changeQuoteLines } from '../../../domain/billing/edit-quote.js'
import { lineOfProduct } from '../../../domain/billing/product-line.js'
import type { NewQuoteLine } from '../../../domain/billing/quote.js'
import { getQuoteForChange } from '../../../domain/billing/quote-store.js'
import { invalid } from '../../../lib/errors.js'
import { formatMoney } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { lineNumber, lineToDrop, lineWorth, withLine, withoutLine, wordsOfLine } from '../line-words.js'
import { type ArgsOf, optional, target } from '../params.js'
import { changedQuote } from './quote-reply.js'

const params = {
  quote: target('quote', 'Quote'),
  number: lineNumber,
  product: optional('record', 'Product', {
    record: 'product',
    hint: 'Its name, price and unit, unless you give others',
  }),
  text: optional('text', 'What'),
  ...lineWorth,
  tax: optional('text', 'Tax code', { options: 'sales-tax' }),
  delivery: optional('date', 'Delivery'),
}

const line = defineCommand({
  name: 'quote line',
  summary: 'Add a line to a draft, or change one by its number',
  example: 'quote line Q-3 product:CRS-100 quantity:20 discount:10',
  params,
  needs: 'quote.write',
  form: { title: 'Line of a quote', submit: 'Add' },
  risk: 'reversible',
  run: async (context, args, tx) => {
    const product = await productLine(tx, args)
    await changeQuoteLines(tx, args.quote.id, (lines) =>
      withLine(lines, args.number, { ...product, ...given(args) }, {}),
    )
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
  params: { quote: params.quote, number: lineToDrop },
  needs: 'quote.write',
  risk: 'reversible',
  run: async (context, { quote, number }, tx) => {
    await changeQuoteLines(tx, quote.id, (lines) => withoutLine(lines, number))
    return changedQuote(context, tx, quote.id, {
      headline: ({ ref, total }) => `Line ${number} is off: ${ref} comes to ${formatMoney(total)}`,
    })
  },
})

export default [line, dropLine]

type Args = ArgsOf<typeof params>

/** What the product says of a line, in the quote's currency. */
async function productLine(tx: Tx, { quote, product, price }: Args): Promise<Partial<NewQuoteLine>> {
  const { currency } = await getQuoteForChange(tx, quote.id)
  if (price && price.currency !== currency) throw invalid(`${quote.ref} is in ${currency}: give its prices in that.`)
  if (!product) return {}
  return { ...(await lineOfProduct(tx, product.id, { currency, price: price?.minor })), productId: product.id }
}

const given = (args: Args): Partial<NewQuoteLine> => ({
  ...wordsOfLine(args),
  ...(args.tax ? { taxCode: args.tax } : {}),
  ...(args.delivery ? { deliveryOn: args.delivery } : {}),
})
