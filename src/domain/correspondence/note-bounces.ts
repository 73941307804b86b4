import type { Tx } from '../../db/in-workspace.js'
import { addressKey } from '../../lib/address-key.js'
import { healthAfter, isNews, type Reported } from './bounce.js'
import { countBounces, forgetBounces, insertBounce, saveHealth, wroteSince, wroteTo } from './bounce-store.js'

export type ReportedBounces = {
  /** The report itself. */
  messageId: string
  at: Date
  reported: readonly Reported[]
}

/**
 * Marks addresses that mail came back from: a hard bounce makes one invalid, soft ones are counted. Anybody can write a mail
 * that looks like a report, so it counts only for an address that we wrote to, and not against one that wrote to us since.
 * Tells the outbox (`address.bounced`) once an address and trouble. The same report again changes nothing.
 */
export async function noteBounces(tx: Tx, { messageId, at, reported }: ReportedBounces): Promise<void> {
  for (const { address, ...bounce } of reported) {
    const key = addressKey(address)
    if (!/^[^\s@]+@[^\s@]+$/.test(key)) continue
    if (!(await wroteTo(tx, key, address)) || (await wroteSince(tx, key, at))) continue
    if (!(await insertBounce(tx, { ...bounce, addressKey: key, at, messageId }))) continue
    const counted = await countBounces(tx, key)
    await saveHealth(tx, key, healthAfter(counted))
    if (isNews(bounce.kind, counted)) await tx.outbox('address.bounced', { addressKey: key, messageId, ...bounce })
  }
}

/** An address is good after all: somebody says so, or it wrote. Answers how many bounces are forgotten. */
export async function trustAddress(tx: Tx, address: string): Promise<number> {
  const key = addressKey(address)
  const forgotten = await forgetBounces(tx, key)
  await saveHealth(tx, key, 'ok')
  return forgotten
}
