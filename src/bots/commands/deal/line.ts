import type { Tx } from '../../../db/in-workspace.js'
import { lineOfProduct } from '../../../domain/billing/product-line.js'
import { changeDealLines } from '../../../domain/crm/change-deal-lines.js'
import type { DealLine } from '../../../domain/crm/deal-line.js'
import { getDeal } from '../../../domain/crm/deal-store.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { lineNumber, lineToDrop, lineWorth, withLine, withoutLine, wordsOfLine } from '../line-words.js'
import { linesFrom } from '../lines-text.js'
import { refuseOthers } from '../own-only.js'
import { type ArgsOf, optional, required, target } from '../params.js'
import { dealLinesReply } from './deal-line-reply.js'

const params = {
  deal: target('deal', 'Deal'),
  number: lineNumber,
  product: optional('record', 'Product', {
    record: 'product',
    hint: 'Its name, price and unit, unless you give others',
  }),
  text: optional('text', 'What'),
  ...lineWorth,
  delivery: optional('date', 'Delivery'),
}

const line = defineCommand({
  name: 'deal line',
  summary:
    'Add a line to a deal, or change one by its number; the lines are its amount, and its invoice once it is won',
  example: 'deal line DEAL-12 text:Licences price:49 quantity:20 discount:10 delivery:2027-01-15',
  params,
  needs: 'deal.write',
  form: { title: 'Line of a deal', submit: 'Add' },
  risk: 'reversible',
  run: async ({ asker }, args, tx) => {
    const product = args.product && (await productLine(tx, args))
    const changed = await changeDealLines(tx, args.deal.id, (lines) =>
      withLine(lines, args.number, { ...product, ...given(args) }, PLAIN),
    )
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
  params: { deal: params.deal, number: lineToDrop },
  needs: 'deal.write',
  risk: 'reversible',
  run: async ({ asker }, { deal, number }, tx) => {
    const changed = await changeDealLines(tx, deal.id, (lines) => withoutLine(lines, number))
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

const PLAIN = { quantityMilli: 1000n, unit: 'C62', discountBp: 0, deliveryOn: null, productId: null }

/** What the product says of a line, in the deal's currency. */
async function productLine(tx: Tx, { deal, product, price }: Args): Promise<Partial<DealLine>> {
  if (!product) return {}
  const { currency } = await getDeal(tx, deal.id)
  const line = await lineOfProduct(tx, product.id, { currency, price: price?.minor })
  return { description: line.description, unitPriceMinor: line.unitPriceMinor, unit: line.unit, productId: product.id }
}

const given = (args: Args): Partial<DealLine> => ({
  ...wordsOfLine(args),
  ...(args.delivery ? { deliveryOn: args.delivery } : {}),
})

export default [line, dropLine, putLines]
