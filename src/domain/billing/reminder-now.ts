import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import type { IsoDate } from '../../lib/dates.js'
import { getBillingParties } from './billing-party-store.js'
import { reminderMail } from './dunning.js'
import { isHeld } from './dunning-plan-store.js'
import { listLadder, listOverdue } from './dunning-store.js'
import type { SendReminder } from './events.js'
import { listClaims } from './list-claims.js'
import { listOnAccount } from './on-account-store.js'
import { claimsBeside } from './remind-customer.js'
import { stillOwed } from './still-owed.js'

/**
 * A reminder as it may go out now, which can be hours after it was made: what was paid, credited or disputed meanwhile is not asked for.
 * Null where nothing is left of it, or where it was made without anybody asking and the customer is held since.
 */
export async function reminderNow(tx: Tx, mail: SendReminder, today: IsoDate): Promise<SendReminder | null> {
  const { companyId, invoiceIds } = mail
  if (mail.byItself && (await isHeld(tx, companyId))) return null
  const overdue = await listOverdue(tx, companyId, { today })
  const about = overdue.filter(({ invoiceId }) => invoiceIds.includes(invoiceId))
  const { invoices, held } = stillOwed(about, await listOnAccount(tx, companyId))
  if (invoices.length === 0) return null
  const highest = Math.min(mail.level ?? Number.MAX_SAFE_INTEGER, ...invoices.map(({ reminded }) => reminded))
  const ladder = await listLadder(tx)
  const level = ladder.findLast(({ position }) => position <= highest) ?? ladder[0]
  if (!level) return null
  const { seller, payTo } = await getBillingParties(tx, companyId)
  const interest = claimsBeside(invoices, await listClaims(sqlInTx(tx), { companyId }, { through: today }))
  const words = reminderMail({ seller, payTo, invoices, held, interest, level }, today)
  return { ...mail, ...words, invoiceIds: invoices.map(({ invoiceId }) => invoiceId) }
}
