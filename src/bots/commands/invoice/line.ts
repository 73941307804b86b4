import type { Tx } from '../../../db/in-workspace.js'
import { changeLines } from '../../../domain/billing/edit-draft.js'
import type { NewLine } from '../../../domain/billing/invoice-line.js'
import { getInvoice } from '../../../domain/billing/invoice-store.js'
import { lineOfProduct } from '../../../domain/billing/product-line.js'
import { defineCommand } from '../define-command.js'
import { lineNumber, lineWorth, withLine, wordsOfLine } from '../line-words.js'
import { refuseOthers } from '../own-only.js'
import { type ArgsOf, optional, target } from '../params.js'
import { linesReply } from './draft-reply.js'

const params = {
  invoice: target('invoice', 'Draft'),
  number: lineNumber,
  product: optional('record', 'Product', {
    record: 'product',
    hint: 'Its name, price, unit, tax code and account, unless you give others',
  }),
  text: optional('text', 'What for'),
  ...lineWorth,
  tax: optional('text', 'Tax code', { options: 'sales-tax' }),
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
  form: { title: 'Line of an invoice', submit: 'Add' },
  risk: 'reversible',
  run: async (context, args, tx) => {
    const product = args.product && (await productLine(tx, args))
    const { before, invoice } = await changeLines(tx, args.invoice.id, (lines) =>
      withLine(lines, args.number, { ...product, ...given(args) }, {}),
    )
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

const given = ({ tax, department, from, to, ...args }: Args): Partial<NewLine> => ({
  ...wordsOfLine(args),
  ...(tax ? { taxCode: tax } : {}),
  ...(department ? { department } : {}),
  ...(from ? { serviceFrom: from } : {}),
  ...(to ? { serviceTo: to } : {}),
})
