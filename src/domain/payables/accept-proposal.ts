import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { invalid, notFound, refused } from '../../lib/errors.js'
import type { Bill } from './bill.js'
import { placeProposed } from './bill-file-store.js'
import { type BillProposal, proposalTitle } from './bill-proposal.js'
import { enteredAs, listProposals, saveProposalState } from './bill-proposal-store.js'
import type { BillWithLines } from './bill-store.js'
import { voidBill } from './change-bill.js'
import { type NewBill, receiveBill } from './receive-bill.js'
import { receiveDocument } from './receive-document.js'

/** What a person adds: of an e-invoice where its lines go; of a file that people read, all of it. */
export type Entered = {
  account?: string | undefined
  department?: string | undefined
  ownerId: string | null
  /** What the file says, where no program can read it. */
  bill: Omit<NewBill, 'companyId'> | null
}

/** Enters what was proposed; its files are the bill's from then on. Throws `refused`, `invalid`. */
export async function acceptProposal(tx: Tx, id: string, { bill, ...given }: Entered): Promise<BillWithLines> {
  const proposal = await openProposal(tx, id)
  const entered = await enter(tx, proposal, { bill, ...given })
  await saveProposalState(tx, id, 'entered', entered.id)
  await placeProposed(tx, id, entered.id)
  return entered
}

async function enter(tx: Tx, proposal: BillProposal, { bill, ...given }: Entered): Promise<BillWithLines> {
  const { ref, document, problem, supplier, files } = proposal
  if (problem !== null) throw refused(`${ref} can't be entered. ${problem}`)
  if (document) return (await receiveDocument(tx, document, { ...given, supplierId: supplier.id })).bill
  if (!bill) throw invalid(`Say what ${files[0] ?? ref} comes to: amount:…, and its number:…`)
  return receiveBill(tx, { ...bill, companyId: supplier.id })
}

/** Entered too soon: the bill is set aside, and what was proposed stands as before, its files with it. Throws `refused`. */
export async function takeBackAccepted(tx: Tx, id: string): Promise<{ proposal: BillProposal; bill: Bill }> {
  const proposal = await lockedProposal(tx, id)
  const billId = await enteredAs(tx, id)
  if (proposal.state !== 'entered' || billId === null) throw refused(`${proposal.ref} is not entered.`)
  const bill = await voidBill(tx, billId)
  await placeProposed(tx, id, null)
  await saveProposalState(tx, id, 'open')
  return { proposal: { ...proposal, state: 'open', bill: null, version: proposal.version + 1 }, bill }
}

/** It is no bill; or, taken back, may be one again. Throws `refused`. */
export async function dismissProposal(tx: Tx, id: string): Promise<BillProposal> {
  const proposal = await openProposal(tx, id)
  await saveProposalState(tx, id, 'dismissed')
  return { ...proposal, state: 'dismissed', version: proposal.version + 1 }
}

export async function reopenProposal(tx: Tx, id: string): Promise<BillProposal> {
  const [proposal] = await listProposals(sqlInTx(tx), { ids: [id] }, 1)
  if (!proposal) throw notFound('There is no such proposal.', { id })
  if (proposal.state !== 'dismissed') throw refused(`${proposal.ref} is ${proposal.state}.`)
  await saveProposalState(tx, id, 'open')
  return { ...proposal, state: 'open', version: proposal.version + 1 }
}

/** Locked. Throws `refused` once somebody dealt with it. */
async function openProposal(tx: Tx, id: string): Promise<BillProposal> {
  const proposal = await lockedProposal(tx, id)
  if (proposal.state === 'open') return proposal
  const what = proposal.state === 'entered' ? `was entered as ${proposal.bill ?? 'a bill'}` : 'was said to be no bill'
  throw refused(`${proposalTitle(proposal)} ${what} already.`)
}

async function lockedProposal(tx: Tx, id: string): Promise<BillProposal> {
  await tx.prisma.$queryRaw`
    select id from bill_proposal where workspace_id = ${tx.scope.workspaceId}::uuid and id = ${id}::uuid for update`
  const [proposal] = await listProposals(sqlInTx(tx), { ids: [id] }, 1)
  if (!proposal) throw notFound('There is no such proposal.', { id })
  return proposal
}
