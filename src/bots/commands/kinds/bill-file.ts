import type { BillFile } from '../../../domain/payables/bill-file.js'
import { listFiles } from '../../../domain/payables/bill-file-store.js'
import { nameKey } from '../../../lib/name-key.js'
import { sizeText } from '../../../lib/text.js'
import { filesFor } from '../bill/shown-to.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = ({ id, ref, filename, sizeBytes, version }: BillFile): Candidate => ({
  kind: 'bill-file',
  id,
  ref,
  title: filename,
  version,
  details: [sizeText(sizeBytes)],
})

async function find({ read, asker }: Lookup, filter: Parameters<typeof listFiles>[1]): Promise<Candidate[]> {
  const files = await listFiles(read, asker.may('bill.write') ? filter : { ...filter, addedBy: asker.id })
  return (await filesFor(read, files, asker)).map(candidate)
}

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
  findByIds: (lookup, ids) => find(lookup, { ids }),
  findByRef: (lookup, ref) => find(lookup, { ref }),
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
