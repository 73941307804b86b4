import { type BillProposal, proposalTitle } from '../../../domain/payables/bill-proposal.js'
import { listProposals } from '../../../domain/payables/bill-proposal-store.js'
import { type Candidate, defineRecordKind } from '../define-record-kind.js'

const candidate = (proposal: BillProposal): Candidate => ({
  kind: 'bill-proposal',
  id: proposal.id,
  ref: proposal.ref,
  title: proposalTitle(proposal),
  version: proposal.version,
  details: [proposal.supplier.name, proposal.state, { at: proposal.sentAt }],
  ...(proposal.document ? { currency: proposal.document.currency } : {}),
})

export default defineRecordKind({
  kind: 'bill-proposal',
  one: 'proposed bill',
  many: 'proposed bills',
  refPrefixes: ['PROP'],
  needs: 'bill.read',
  owned: false,
  table: 'bill_proposal',
  detailLabels: ['Supplier', 'State', 'Sent'],
  findByIds: async ({ read }, ids) => (await listProposals(read, { ids }, ids.length)).map(candidate),
  findByRef: async ({ read }, ref) => (await listProposals(read, { ref }, 1)).map(candidate),
  findByName: async () => [],
  searchable: false,
})
