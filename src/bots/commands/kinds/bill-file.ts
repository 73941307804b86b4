import type { BillFile } from '../../../domain/payables/bill-file.js'
import { listFiles } from '../../../domain/payables/bill-file-store.js'
import { nameKey } from '../../../lib/name-key.js'
import { sizeText } from '../../../lib/text.js'
import { type Candidate, defineRecordKind } from '../define-record-kind.js'

const candidate = ({ id, ref, filename, sizeBytes, version }: BillFile): Candidate => ({
  kind: 'bill-file',
  id,
  ref,
  title: filename,
  version,
  details: [sizeText(sizeBytes)],
})

/** Files of bills and expenses, for who sent them and who enters bills; by name only those that stand on nothing yet. */
export default defineRecordKind({
  kind: 'bill-file',
  one: 'file',
  many: 'files',
  refPrefixes: ['FILE'],
  needs: 'expense.write',
  owned: 'who sent a file sees it, and who enters bills',
  table: 'bill_file',
  detailLabels: ['Size'],
  findByIds: async ({ read, asker }, ids) =>
    (await listFiles(read, asker.may('bill.write') ? { ids } : { ids, addedBy: asker.id })).map(candidate),
  findByRef: async ({ read, asker }, ref) =>
    (await listFiles(read, asker.may('bill.write') ? { ref } : { ref, addedBy: asker.id })).map(candidate),
  findByName: async ({ read, asker }, key, limit) =>
    (await listFiles(read, { addedBy: asker.id, waiting: true }))
      .filter(({ filename }) => nameKey(filename) === key)
      .slice(0, limit)
      .map(candidate),
  findByPrefix: async ({ read, asker }, key, limit) =>
    (await listFiles(read, { addedBy: asker.id, waiting: true }))
      .filter(({ filename }) => nameKey(filename).startsWith(key))
      .slice(0, limit)
      .map(candidate),
  searchable: false,
})
