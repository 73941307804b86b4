import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { invalid, refused } from '../../lib/errors.js'
import { voidApprovals } from '../people/void-approvals.js'
import type { Bill } from './bill.js'
import { approvalOf } from './bill-approval.js'
import { type BillFile, type GivenFile, type KeepBytes, keptName, MOST_BYTES, typeOf } from './bill-file.js'
import { type FileOf, hasFile, insertFile, listFiles, placeFile, saveRemoved } from './bill-file-store.js'
import { getBillForChange } from './bill-store.js'

/** Keeps a file and notes where it belongs. Throws `invalid` for an empty or too large one. */
export async function keepFile(tx: Tx, keep: KeepBytes, file: GivenFile, of: FileOf): Promise<BillFile> {
  const { name, bytes } = file
  if (bytes.length === 0) throw invalid(`${name} is empty.`)
  if (bytes.length > MOST_BYTES) throw invalid(`${name} is larger than ${MOST_BYTES / 1024 / 1024} MB.`)
  const contentHash = await keep(bytes)
  const contentType = file.contentType || typeOf(name)
  const filename = keptName(name)
  const { id } = await insertFile(tx, { filename, contentType, sizeBytes: bytes.length, contentHash }, of)
  return one(tx, id)
}

/**
 * Puts a file on a bill or an expense: what a second person was asked about is another thing then, so that question is void and is
 * asked anew. Throws `refused` for one that it has already.
 */
export async function attachFile(
  tx: Tx,
  billId: string,
  file: { kept: BillFile } | { given: GivenFile; keep: KeepBytes; messageId?: string | null },
): Promise<{ bill: Bill; file: BillFile }> {
  const bill = await getBillForChange(tx, billId)
  if (bill.status === 'void') throw refused(`${bill.ref} is void: nothing is added to it.`)
  const stored =
    'kept' in file ? file.kept : await keepFile(tx, file.keep, file.given, { messageId: file.messageId ?? null })
  if (stored.billId !== null) throw refused(`${stored.filename} stands on another document already.`)
  if (await hasFile(tx, billId, stored.contentHash)) throw refused(`${bill.ref} has ${stored.filename} already.`)
  await placeFile(tx, stored.id, billId)
  await voidApprovals(tx, approvalOf(bill), billId, 'a file was added to it')
  return { bill, file: await one(tx, stored.id) }
}

/** Takes a file off again; a posted document keeps what it was approved by. Throws `refused`. */
export async function detachFile(tx: Tx, fileId: string): Promise<{ bill: Bill; file: BillFile }> {
  const file = await one(tx, fileId)
  if (file.billId === null) throw refused(`${file.filename} stands on no document.`)
  const bill = await getBillForChange(tx, file.billId)
  if (bill.status !== 'received' && bill.status !== 'rejected')
    throw refused(`${bill.ref} is ${bill.status}: it keeps what it was approved by.`)
  await saveRemoved(tx, fileId, tx.now)
  await voidApprovals(tx, approvalOf(bill), bill.id, 'a file was taken off it')
  return { bill, file }
}

async function one(tx: Tx, id: string): Promise<BillFile> {
  const [file] = await listFiles(sqlInTx(tx), { ids: [id] })
  if (!file) throw refused('This file is not there any more.')
  return file
}
