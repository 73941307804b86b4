import type { Tx } from '../../db/in-workspace.js'
import { oneAtATime } from '../../db/one-at-a-time.js'
import { addressKey } from '../../lib/address-key.js'
import { AppError, refused } from '../../lib/errors.js'
import { no, ok, type Result } from '../../lib/result.js'
import { isMachine } from '../crm/machine-address.js'
import { findWordAgainst } from '../crm/word-against.js'
import type { MessageClass } from './parsed-message.js'
import { tokenIn } from './reply-token.js'

/** Automatic mails to one address in this time: what a person could follow, and a loop between two machines could not. */
const MOST = 5
const WINDOW_MS = 2 * 60 * 60_000

/** Whether a mail that nobody confirmed may go to an address: never to a machine, and never to ourselves. Pure. */
export function mayWriteTo(recipient: string, sender: string): Result<true> {
  if (isMachine(recipient)) return no(`${recipient} is read by a machine: nothing is sent there by itself.`)
  if (tokenIn(recipient) !== null || addressKey(recipient) === addressKey(sender))
    return no(`${recipient} is where this mail comes from: I do not write to myself.`)
  return ok(true)
}

/** Whether a mail may be answered by itself: a person's, never an auto-reply, a bounce, a complaint or a list. Pure. */
export const mayAnswer = (mail: { class: MessageClass }): boolean => mail.class === 'person'

/**
 * In the transaction that claims a mail: throws `limited` when too many went to this address lately by themselves. The mail
 * waits then and goes later. Two that are claimed at once are counted one after the other.
 */
export async function refuseFlood(tx: Tx, recipient: string): Promise<void> {
  const { workspaceId } = tx.scope
  await oneAtATime(tx, `mail to ${recipient.toLowerCase()}`)
  const lately = await tx.prisma.delivery.count({
    where: {
      workspaceId,
      recipient: { in: [...new Set([recipient, recipient.toLowerCase()])] },
      automatic: true,
      createdAt: { gt: new Date(tx.now.getTime() - WINDOW_MS) },
    },
  })
  if (lately <= MOST) return
  throw new AppError('limited', `${recipient} got ${MOST} automatic mails within two hours; this one waits.`, {
    lately,
  })
}

/** In the same transaction: throws `refused` for an address whose owner complained about our mail, or that is no more. */
export async function refuseUnwanted(tx: Tx, recipient: string): Promise<void> {
  const against = await findWordAgainst(tx, recipient)
  if (!against) return
  const why = against.kind === 'complaint' ? 'complained about our mail' : 'does not exist any more'
  throw refused(`${recipient} ${why}: nothing is sent there by itself.`)
}
