import { contradictions } from '../../../documents/ubl/contradictions.js'
import { readUbl } from '../../../documents/ubl/read-ubl.js'
import { toReceived } from '../../../documents/ubl/to-received.js'
import { attachFile } from '../../../domain/payables/attach-file.js'
import { receiveDocument } from '../../../domain/payables/receive-document.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { givenFile, keepIn } from '../file/keep.js'
import { openFile } from '../files.js'
import { optional } from '../params.js'
import { entered } from './entered.js'

export default defineCommand({
  name: 'bill import',
  summary: 'Enter a supplier’s e-invoice (UBL 2.1, EN 16931): added up again, then a second person is asked',
  example: 'bill import R-2026-88.xml account:6815',
  params: {
    file: optional('text', 'File', {
      target: true,
      upload: 1,
      hint: 'A path in the terminal; in Slack attach it to a direct message',
    }),
    supplier: optional('record', 'Supplier', { record: 'company', hint: 'Default: by tax id, name or mail domain' }),
    account: optional('text', 'Account', { options: 'cost-account', hint: 'Default: where the same line went last' }),
    department: optional('text', 'Department'),
  },
  needs: 'bill.write',
  risk: 'reversible',
  run: async (context, args, tx) => {
    const { name, bytes } = await openFile(context.files, args.file)
    const invoice = readUbl(bytes)
    if (!invoice.ok) throw invalid(`${name} can't be taken in. ${invoice.problem}.`, { name })
    const broken = contradictions(invoice.value)
    if (broken.length > 0)
      throw invalid(
        `${name} contradicts itself, so it is not taken in. ${broken.map(({ rule, problem }) => `${problem} (${rule})`).join(' ')} Ask the supplier for a corrected one.`,
        { name },
      )
    const { bill, supplier } = await receiveDocument(tx, toReceived(invoice.value), {
      supplierId: args.supplier?.id,
      account: args.account,
      department: args.department,
      ownerId: context.asker.id,
    })
    if (context.kept) await attachFile(tx, bill.id, { given: givenFile({ name, bytes }), keep: keepIn(context, tx) })
    const reply = await entered(context, tx, bill.id)
    return {
      ...reply,
      notes: [
        ...(reply.notes ?? []),
        ...(supplier ? [`Supplier found by its ${supplier.why}: ${supplier.name}`] : []),
        `Made out to ${invoice.value.buyer.name}`,
      ],
      undo: { command: 'bill void', args: { bill: bill.ref }, versions: { [bill.id]: bill.version } },
    }
  },
})
