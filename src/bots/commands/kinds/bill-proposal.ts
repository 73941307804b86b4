import { type BillProposal, proposalTitle } from '../../../domain/payables/bill-proposal.js'
import { listProposals } from '../../../domain/payables/bill-proposal-store.js'
import { proposalsFor } from '../bill/shown-to.js'
import { type Candidate, defineRecordKind, type Lookup } from '../define-record-kind.js'

const candidate = (proposal: BillProposal): Candidate => ({
  kind: 'bill-proposal',
  id: proposal.id,
  ref: proposal.ref,
  title: proposalTitle(proposal),
  version: proposal.version,
  details: [proposal.supplier.name, proposal.state, { at: proposal.sentAt }],
  ...(proposal.document ? { currency: proposal.document.currency } : {}),
})

const find = async ({ read, owners, asker }: Lookup, filter: Parameters<typeof listProposals>[1], limit: number) =>
  owners === 'all' ? (await proposalsFor(read, await listProposals(read, filter, limit), asker)).map(candidate) : []

export default defineRecordKind({
  kind: 'bill-proposal',
  one: 'proposed bill',
  many: 'proposed bills',
  refPrefixes: ['PROP'],
  needs: 'bill.read',
  owned: 'who may see every bill: what nobody has entered is nobody’s yet',
  table: 'bill_proposal',
  detailLabels: ['Supplier', 'State', 'Sent'],
  findByIds: (lookup, ids) => find(lookup, { ids }, ids.length),
  findByRef: (lookup, ref) => find(lookup, { ref }, 1),
  findByName: async () => [],
  searchable: false,
})
