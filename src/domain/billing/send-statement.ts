import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { type IsoDate, shortDate } from '../../lib/dates.js'
import { invalid, refused } from '../../lib/errors.js'
import { formatMoney, money } from '../../lib/money.js'
import { getBillingParties } from './billing-party-store.js'
import { emit, type SendStatement } from './events.js'
import { findBillingAddress, STATEMENT_PREFIX } from './sending-store.js'
import { getStatement, type StatementDocument } from './statement-document.js'

export type NewStatement = { companyId: string; from: IsoDate; to: IsoDate; recipient?: string }

export type PlannedStatement = { statement: StatementDocument; mail: SendStatement; customer: string }

/** The mail as it would go out. Throws `refused` where there is nothing to state, `invalid` when nobody can be written to. */
export async function planStatement(tx: Tx, input: NewStatement): Promise<PlannedStatement> {
  const { companyId, from, to } = input
  const statement = await getStatement(sqlInTx(tx), input)
  const { company: customer, seller } = await getBillingParties(tx, companyId)
  if (statement.currencies.length === 0)
    throw refused(`${customer} had nothing with us from ${shortDate(from)} to ${shortDate(to)}, and owes nothing.`)
  const recipient = input.recipient ?? (await findBillingAddress(tx, { companyId, contactId: null }))
  if (!recipient)
    throw invalid(`${customer} has no billing address and no contact to write to. Say it: mail:name@example.com`)
  const company = await tx.prisma.company.findFirst({ where: { id: companyId }, select: { ownerId: true } })
  const mail = {
    companyId,
    from,
    to,
    recipient,
    subject: `Statement of account from ${seller}, ${shortDate(to)}`,
    text: letter(statement, seller),
    occasion: `${STATEMENT_PREFIX}:${companyId}:${tx.newId()}`,
    ownerId: company?.ownerId ?? null,
  }
  return { statement, mail, customer }
}

/** Puts the mail into the outbox: its job sends it once, with the PDF as the books are then. */
export async function sendStatement(tx: Tx, input: NewStatement): Promise<PlannedStatement> {
  const planned = await planStatement(tx, input)
  await emit(tx, { kind: 'statement.send', data: planned.mail })
  return planned
}

function letter({ currencies, from, to }: StatementDocument, seller: string): string {
  const balances = currencies
    .map(({ currency, closingMinor }) => formatMoney(money(closingMinor, currency)))
    .join(' and ')
  const owes = currencies.some(({ closingMinor }) => closingMinor > 0n)
  const ask = owes ? 'Please tell us if your books say otherwise.' : 'Nothing is open.'
  return `Hello,\n\nattached is the statement of your account with us from ${shortDate(from)} to ${shortDate(to)}. Its balance is ${balances}. ${ask}\n\nKind regards\n${seller}\n`
}
