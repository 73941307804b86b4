import type { Tx } from '../../db/in-workspace.js'
import { checkDomestic } from '../../lib/domestic-account.js'
import { invalid, refused } from '../../lib/errors.js'
import { checkBic, checkIban, isOfOneCountry } from '../../lib/iban.js'
import { getPartyName } from '../billing/party-store.js'
import type { Party } from '../billing/settlement-item.js'
import type { Approval } from '../people/approval.js'
import { askApproval } from '../people/ask-approval.js'
import { voidApprovals } from '../people/void-approvals.js'
import payeeApproval from './approvals/payee.js'
import { accountText, type Payee } from './payee.js'
import { findPayees, insertPayee, isOwnAccount, savePayeeState } from './payee-store.js'

export type NewPayee = {
  party: Party
  /** An IBAN, or the number of an account at a US routing number or UK sort code. */
  account: { iban: string } | { routing: string; number: string }
  bic?: string | undefined
  /** Default: the party's name. */
  holder?: string | undefined
  /** How we were told: who called whom, which letter. */
  source: string
}

/**
 * Proposes where a supplier or a colleague is to be paid. A second person verifies it, best by calling a number known before; until
 * then nothing is paid to that party. It never comes from mail, whoever sent it. Throws `refused`, `invalid`.
 */
export async function proposePayee(tx: Tx, input: NewPayee): Promise<{ payee: Payee; approval: Approval }> {
  if (tx.scope.via === 'mail')
    throw refused(
      'Bank details are never taken from mail: that is how money gets stolen. Enter them in Slack or in the terminal.',
    )
  const { number, routing } = checked(input.account)
  const bic = input.bic ? checkBic(input.bic) : null
  if (bic && !bic.ok) throw invalid(bic.problem)
  if (bic && routing === null && !isOfOneCountry(bic.value, number))
    throw invalid(
      `${bic.value} is a bank of ${bic.value.slice(4, 6)}, and the IBAN is of ${number.slice(0, 2)}: one of them is wrong. Leave the BIC out where you aren't sure; the IBAN says the bank.`,
    )
  if (await isOwnAccount(tx, number)) throw refused(`${accountText({ number, routing })} is an account of our own.`)
  const name = await getPartyName(tx, input.party)
  const { verified, proposed } = await findPayees(tx, input.party)
  const bicValue = bic?.value ?? null
  if (verified?.number === number && verified.routing === routing && verified.bic === bicValue)
    throw refused(`${name} is paid to this account already.`)
  if (proposed) {
    await voidApprovals(tx, payeeApproval, proposed.id, 'other details were proposed since')
    await savePayeeState(tx, proposed.id, 'replaced')
  }
  const payee: Payee = {
    id: tx.newId(),
    holder: input.holder?.trim() || name,
    number,
    bic: bicValue,
    routing,
    source: input.source,
    state: 'proposed',
    companyId: input.party.companyId ?? null,
    staffId: input.party.staffId ?? null,
    version: 1,
  }
  await insertPayee(tx, payee)
  return { payee, approval: await askApproval(tx, payeeApproval, { subject: payee.id, reason: input.source }) }
}

function checked(account: NewPayee['account']): Pick<Payee, 'number' | 'routing'> {
  const read = 'iban' in account ? checkIban(account.iban) : checkDomestic(account.routing, account.number)
  if (!read.ok) throw invalid(read.problem)
  return typeof read.value === 'string' ? { number: read.value, routing: null } : read.value
}
