import type { ReceivedDocument } from '../../domain/payables/received-document.js'
import { contradictions } from './contradictions.js'
import { readUbl } from './read-ubl.js'
import { toReceived } from './to-received.js'

/** A supplier's e-invoice, and why it can't be entered as it is; null for a file that is none. */
export function readReceived(bytes: Uint8Array): { document: ReceivedDocument; problem: string | null } | null {
  const invoice = readUbl(bytes)
  if (!invoice.ok) return null
  const broken = contradictions(invoice.value)
  const said = broken.map(({ rule, problem }) => `${problem} (${rule})`).join(' ')
  return {
    document: toReceived(invoice.value),
    problem: broken.length > 0 ? `It contradicts itself. ${said} Ask the supplier for a corrected one.` : null,
  }
}
