import { listStatements } from '../../../domain/banking/statement-store.js'
import { defineRecordKind, type Lookup } from '../define-record-kind.js'

const find = async ({ read }: Lookup, filter: Parameters<typeof listStatements>[1]) =>
  (await listStatements(read, filter, 50)).map((statement) => ({
    kind: 'bank-statement' as const,
    id: statement.id,
    ref: statement.ref,
    title: statement.bankAccount,
    version: statement.version,
    details: [{ date: statement.from }, { date: statement.to }, statement.footing],
  }))

export default defineRecordKind({
  kind: 'bank-statement',
  one: 'bank statement',
  many: 'bank statements',
  refPrefixes: ['STMT'],
  needs: 'bank.read',
  owned: false,
  table: 'bank_statement',
  detailLabels: ['From', 'To', 'Footing'],
  findByIds: (lookup, ids) => find(lookup, { ids }),
  findByRef: (lookup, ref) => find(lookup, { ref }),
  findByName: async () => [],
  searchable: false,
})
