import type { Tx } from '../../db/in-workspace.js'
import type { IsoDate } from '../../lib/dates.js'
import { invalid, refused } from '../../lib/errors.js'
import { formatMoney, money } from '../../lib/money.js'
import { nameKey } from '../../lib/name-key.js'
import type { Account } from './account.js'
import { getAccount } from './account-store.js'
import { type BaseRate, baseCurrencyOf, inBase, rateOn } from './base-rate.js'
import { checkEntry, type NewEntry, type NewPosting } from './entry.js'
import { completeLines, type JournalLine, type WholeLine } from './journal-line.js'
import { getNamedCompany, getNamedDocument, getTaxCodeId } from './named-document-store.js'
import { requireOpenDate } from './open-date.js'

export type NewJournal = { memo: string; lines: readonly JournalLine[]; date: IsoDate; adjusting?: boolean }

export type PlannedJournal = { entry: NewEntry; accounts: readonly Account[] }

/** What an entry by hand would be, without posting it. Throws `invalid`, `not_found`, `refused`. */
export async function planJournal(tx: Tx, { memo, lines, date, adjusting }: NewJournal): Promise<PlannedJournal> {
  const rates = await ratesOf(tx, lines, date)
  const whole = completeLines(lines, rates.base, (line) => line.baseMinor ?? rates.worth(line))
  if (!whole.ok) throw invalid(whole.problem)
  const accounts: Account[] = []
  const postings: NewPosting[] = []
  for (const line of whole.value) {
    const account = await getAccount(tx, { code: line.account })
    if (!account.active)
      throw refused(`Account ${account.code} is no longer in use: account set ${account.code} active:yes`)
    accounts.push(account)
    postings.push(await postingOf(tx, account, line, line.baseMinor ?? rates.worth(line)))
  }
  refuseUnevenControl(accounts, postings)
  await requireOpenDate(tx, date, adjusting)
  const id = tx.newId()
  const key = { id, date, source: 'manual', memo, idempotencyKey: `manual:${id}` }
  const entry: NewEntry = { ...key, ...(adjusting && { adjusting }), postings }
  const checked = checkEntry(entry)
  if (!checked.ok) throw invalid(checked.problem, checked.detail)
  const sum = postings.reduce((total, { baseMinor }) => total + (baseMinor ?? 0n), 0n)
  if (sum !== 0n)
    throw invalid(
      `The lines are ${formatMoney(money(sum, rates.base))} apart at the rates of ${date}. Leave one line without an amount.`,
    )
  return { entry, accounts }
}

async function ratesOf(tx: Tx, lines: readonly JournalLine[], date: IsoDate) {
  const base = await baseCurrencyOf(tx)
  const rates = new Map<string, BaseRate>()
  for (const { amount, baseMinor } of lines)
    if (amount && baseMinor === undefined) rates.set(amount.currency, await rateOn(tx, amount.currency, date))
  return {
    base,
    worth: ({ amount }: WholeLine): bigint => inBase(amount, rates.get(amount.currency) ?? { base, rate: null }),
  }
}

async function postingOf(tx: Tx, account: Account, line: WholeLine, baseMinor: bigint): Promise<NewPosting> {
  const { amount, department, memo, taxCode } = line
  const document = line.document ? await getNamedDocument(tx, line.document) : null
  const { companyId: documents, ...named } = document ?? { companyId: null }
  const companyId = line.company ? await getNamedCompany(tx, line.company, nameKey(line.company)) : documents
  if (account.control !== null && !(companyId && document))
    throw refused(
      `${account.code} ${account.name} takes lines only with a company and a document, such as: ${account.code} 100 document:INV-2026-0042. Open balances come in as opening documents.`,
    )
  if (documents !== null && companyId !== documents) throw invalid(`${line.document} is not of ${line.company}.`)
  return {
    accountId: account.id,
    amount,
    baseMinor,
    ...named,
    ...(companyId && { companyId }),
    ...(department && { department }),
    ...(memo && { memo }),
    ...(taxCode && { taxCodeId: await getTaxCodeId(tx, taxCode) }),
  }
}

/** What a company owes is changed by documents alone: by hand it only moves from one account or document to another. */
function refuseUnevenControl(accounts: readonly Account[], postings: readonly NewPosting[]): void {
  const sums = new Map<string, { account: Account; minor: bigint; base: bigint }>()
  for (const [at, account] of accounts.entries()) {
    const posting = postings[at]
    if (account.control === null || !posting) continue
    const key = `${account.control} ${posting.companyId} ${posting.amount.currency}`
    const sum = sums.get(key) ?? { account, minor: 0n, base: 0n }
    sums.set(key, { account, minor: sum.minor + posting.amount.minor, base: sum.base + (posting.baseMinor ?? 0n) })
  }
  for (const { account, minor, base } of sums.values())
    if (minor !== 0n || base !== 0n)
      throw refused(
        `${account.code} ${account.name} always equals the open items, so an entry by hand can't change what a company owes. Use an invoice, a bill, a credit note or a payment.`,
      )
}
