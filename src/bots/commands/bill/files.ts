import type { Tx } from '../../../db/in-workspace.js'
import { sqlInTx } from '../../../db/sql-in-tx.js'
import { detachFile } from '../../../domain/payables/attach-file.js'
import { listFiles } from '../../../domain/payables/bill-file-store.js'
import { getBillRow } from '../../../domain/payables/bill-list-store.js'
import { type CommandContext, type Done, defineCommand } from '../define-command.js'
import { attachGiven } from '../file/keep.js'
import { openFiles } from '../file/open-files.js'
import { refuseOthers } from '../own-only.js'
import { optional, type RecordRef, target } from '../params.js'
import { entered } from './entered.js'

/** Puts a file on a document; where that still waits for a second person, they are asked about it as it is now. */
export async function addFile(
  context: CommandContext,
  tx: Tx,
  record: RecordRef,
  given: { sent?: RecordRef | undefined; path?: string | undefined },
): Promise<Done> {
  const noun = record.kind === 'expense' ? 'expense' : 'bill'
  refuseOthers(context.asker, `${noun}.write`, await getBillRow(sqlInTx(tx), record.id))
  const file = await attachGiven(context, tx, record.id, given)
  const row = await getBillRow(sqlInTx(tx), record.id)
  const asked = row.status === 'received' ? await entered(context, tx, row.id) : null
  return {
    headline: `${file.filename} is on ${row.ref}`,
    ...(asked ? { text: `${asked.headline}. ${asked.text ?? ''}` } : {}),
    ...(asked?.actions ? { actions: asked.actions } : {}),
    ...(row.status === 'received' || row.status === 'rejected'
      ? { undo: { command: `${noun} detach`, args: { file: file.ref }, versions: { [file.id]: file.version } } }
      : {}),
    data: {
      [noun]: row.ref,
      file: file.ref,
      filename: file.filename,
      sizeBytes: file.sizeBytes,
      sha256: file.contentHash,
    },
  }
}

const file = defineCommand({
  name: 'bill file',
  summary: 'The supplier’s own document of a bill, to be opened',
  example: 'bill file BILL-12',
  params: { bill: target('bill', 'Bill') },
  needs: 'bill.read',
  risk: 'read',
  run: async (context, { bill }) =>
    openFiles(context, bill.ref, await context.read((read) => listFiles(read, { billId: bill.id }))),
})

const attach = defineCommand({
  name: 'bill attach',
  summary: 'Put the supplier’s document on a bill; what still waits for approval is asked anew',
  example: 'bill attach BILL-12 file:R-2026-88.pdf',
  params: {
    bill: target('bill', 'Bill'),
    file: optional('text', 'File', {
      upload: 1,
      hint: 'A path in the terminal; in Slack attach it to a direct message',
    }),
    sent: optional('record', 'Sent before', { record: 'bill-file' }),
  },
  needs: 'bill.write',
  risk: 'reversible',
  run: (context, { bill, file: path, sent }, tx) => addFile(context, tx, bill, { sent, path }),
})

const detach = defineCommand({
  name: 'bill detach',
  summary: 'Take a file off a bill that isn’t approved yet',
  example: 'bill detach FILE-12',
  params: { file: target('bill-file', 'File') },
  needs: 'bill.write',
  risk: 'reversible',
  run: (context, { file: { id } }, tx) => takeOff(context, tx, id),
})

export async function takeOff(context: CommandContext, tx: Tx, fileId: string): Promise<Done> {
  const { bill, file: taken } = await detachFile(tx, fileId)
  refuseOthers(context.asker, bill.kind === 'expense' ? 'expense.write' : 'bill.write', bill)
  const asked = bill.status === 'received' ? await entered(context, tx, bill.id) : null
  return {
    headline: `${taken.filename} is off ${bill.ref}`,
    ...(asked ? { text: asked.headline } : {}),
    data: { bill: bill.ref, file: taken.ref },
  }
}

export default [file, attach, detach]
