import type { ReceivedDocument } from './received-document.js'

export type ProposalState = 'open' | 'entered' | 'dismissed'

/** A bill that a supplier's mail seems to bring. */
export type BillProposal = {
  id: string
  /** PROP-3. */
  ref: string
  state: ProposalState
  supplier: { id: string; ref: string; name: string }
  /** What an e-invoice says; null of a file that people read. */
  document: ReceivedDocument | null
  /** Why an e-invoice can't be entered as it is. */
  problem: string | null
  /** The mail, by its thread. */
  thread: string
  messageId: string
  sentAt: Date
  files: readonly string[]
  /** BILL-12, once it was entered. */
  bill: string | null
  version: number
}

/** "R-2026-88 of Acme", "rechnung.pdf of Acme". */
export const proposalTitle = ({
  document,
  files,
  supplier,
}: Pick<BillProposal, 'document' | 'files' | 'supplier'>): string =>
  `${document?.number ?? files[0] ?? 'a file'} of ${supplier.name}`

/** Amounts are bigint, which JSON has no word for: minor units stand as text. */
export const documentJson = (document: ReceivedDocument): string =>
  JSON.stringify(document, (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value))

export function readDocument(stored: unknown): ReceivedDocument | null {
  if (stored === null) return null
  const document = JSON.parse(JSON.stringify(stored), (key, value: unknown) =>
    key.endsWith('Minor') && typeof value === 'string' ? BigInt(value) : value,
  ) as Omit<ReceivedDocument, 'prepaidMinor'> & { prepaidMinor?: bigint }
  // What was kept before this was read says nothing of it.
  return { ...document, prepaidMinor: document.prepaidMinor ?? 0n }
}
