import { listRuns, type RunRow } from '../../../domain/banking/payment-run-store.js'
import { counted } from '../../../lib/counted.js'
import { money } from '../../../lib/money.js'
import { type Candidate, defineRecordKind } from '../define-record-kind.js'

const candidate = (run: RunRow): Candidate => ({
  kind: 'payment-run',
  id: run.id,
  ref: run.ref,
  title: counted(run.payments, 'payment'),
  version: run.version,
  details: [{ money: money(run.totalMinor, run.currency) }, run.state, { date: run.payOn }],
})

export default defineRecordKind({
  kind: 'payment-run',
  one: 'payment run',
  many: 'payment runs',
  refPrefixes: ['RUN'],
  needs: 'payment.read',
  owned: false,
  table: 'payment_run',
  detailLabels: ['Total', 'State', 'On'],
  findByIds: async ({ read }, ids) => (await listRuns(read, { ids }, ids.length)).map(candidate),
  findByRef: async ({ read }, ref) => (await listRuns(read, { ref }, 1)).map(candidate),
  findByName: async () => [],
  searchable: false,
})
