import { listRules } from '../../../domain/banking/rule-store.js'
import { defineRecordKind, type Lookup } from '../define-record-kind.js'

const find = async ({ read }: Lookup, filter: Parameters<typeof listRules>[1]) =>
  (await listRules(read, filter)).map((rule) => ({
    kind: 'bank-rule' as const,
    id: rule.id,
    ref: rule.ref,
    title: `${rule.code} ${rule.account}`,
    version: rule.version,
    details: [rule.counterpartyAccount ?? rule.words, rule.state],
  }))

export default defineRecordKind({
  kind: 'bank-rule',
  one: 'bank rule',
  many: 'bank rules',
  refPrefixes: ['RULE'],
  needs: 'bank.read',
  owned: false,
  table: 'bank_rule',
  detailLabels: ['Lines of', 'State'],
  findByIds: (lookup, ids) => find(lookup, { ids }),
  findByRef: (lookup, ref) => find(lookup, { ref }),
  findByName: async () => [],
  searchable: false,
})
