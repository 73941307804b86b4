import type { Database } from '../../db/database.js'
import type { Scope } from '../../db/scope.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import { importStatements } from '../../domain/banking/import-statements.js'
import { matchOpenLines } from '../../domain/banking/match-open-lines.js'
import { openBankAccount } from '../../domain/banking/open-bank-account.js'
import type { ReadLine, ReadStatement } from '../../domain/banking/statement.js'
import { getAccountFor } from '../../domain/ledger/account-store.js'
import { addDays, type IsoDate, lastOfMonth } from '../../lib/dates.js'
import type { Loading } from './context.js'

const IBAN = 'GB33BUKB20201555555555'
/** What the statement covers, up to yesterday: two weeks at least, and the last days of the month that is being closed. */
const DAYS = 14
const DAYS_BEFORE_MONTHS_END = 6

type Movement = { date: IsoDate; minor: bigint; memo: string; company: string | null }

/**
 * The bank's own view of the last weeks: everything that the books have on the account by then, matched, and three lines of the month that
 * is being closed with which nobody has dealt yet: a customer who pays a little less than an invoice, an amount from somebody unknown, and the bank's charges.
 */
export async function loadBank(db: Database, loading: Loading): Promise<void> {
  const { today, openMonth } = loading.company.calendar
  const scope: Scope = { workspaceId: loading.workspaceId, actorId: null, via: 'demo' }
  const account = await loading.on(today, null, async (tx) => {
    const { code } = await getAccountFor(tx, 'bank')
    return openBankAccount(tx, { name: 'Current account', number: IBAN, currency: 'GBP', accountCode: code })
  })
  const monthsEnd = lastOfMonth(openMonth)
  const from = [addDays(today, -DAYS), addDays(monthsEnd, -DAYS_BEFORE_MONTHS_END)].toSorted()[0] ?? today
  const to = addDays(today, -1)
  const { openingMinor, movements, owed } = await readWorkspace(db, scope, (read) =>
    booksOf(read, account.accountId, from, to),
  )
  // Those that wait for people come first, so that they are LINE-1 to LINE-3 on whatever day the demo begins: the README names them.
  const lines = [...unclear(owed, monthsEnd), ...movements.map(lineOf)]
  const statement: ReadStatement = {
    account: IBAN,
    currency: 'GBP',
    number: '1',
    from,
    to,
    openingMinor,
    closingMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, openingMinor),
    lines,
    notes: [],
  }
  await loading.on(today, null, (tx) =>
    importStatements(tx, {
      file: { format: 'camt.053', statements: [statement], refused: [] },
      fileName: `statement-${to}.xml`,
      fileHash: `demo-${to}`,
    }),
  )
  await matchOpenLines(db, scope)
}

type Owed = { number: string; company: string; openMinor: bigint }

async function booksOf({ sql, scope }: SqlScope, accountId: string, from: IsoDate, to: IsoDate) {
  const [before] = await sql<{ minor: bigint }[]>`
    select coalesce(sum(amount_minor), 0)::bigint as minor from posting
    where workspace_id = ${scope.workspaceId} and account_id = ${accountId} and date < ${from}`
  const movements = await sql<Movement[]>`
    select e.date, p.amount_minor as minor, e.memo, c.name as company
    from posting p
    join journal_entry e on e.workspace_id = p.workspace_id and e.id = p.entry_id
    left join company c on c.workspace_id = p.workspace_id and c.id = p.company_id
    where p.workspace_id = ${scope.workspaceId} and p.account_id = ${accountId} and p.date between ${from} and ${to}
    order by e.date, e.memo, p.amount_minor`
  const owed = await sql<Owed[]>`
    select i.number, c.name as company, i.open_minor as "openMinor" from invoice i
    join company c on c.workspace_id = i.workspace_id and c.id = i.company_id
    where i.workspace_id = ${scope.workspaceId} and i.kind = 'invoice' and i.open_minor > 100000 and i.issue_date < ${from}
    order by i.due_date desc, i.number desc limit 1`
  return { openingMinor: before?.minor ?? 0n, movements, owed: owed[0] }
}

const plain = {
  original: null,
  rate: null,
  counterpartyAccount: null,
  reference: null,
  endToEndId: null,
  bankReference: null,
} as const

const lineOf = ({ date, minor, memo, company }: Movement, index: number): ReadLine => ({
  ...plain,
  bookingDate: date,
  valueDate: date,
  amountMinor: minor,
  counterpartyName: company,
  remittance: memo,
  bankReference: `B${date.replaceAll('-', '')}${String(index).padStart(4, '0')}`,
  typeCode: minor > 0n ? 'PMNT/RCDT/ESCT' : 'PMNT/ICDT/ESCT',
})

function unclear(owed: Owed | undefined, day: IsoDate): ReadLine[] {
  const line = (amountMinor: bigint, counterpartyName: string, remittance: string): ReadLine => ({
    ...plain,
    bookingDate: day,
    valueDate: day,
    amountMinor,
    counterpartyName,
    remittance,
    typeCode: null,
  })
  return [
    // A bank in between kept its fee, or the customer took a discount: only people can tell.
    ...(owed ? [line(owed.openMinor - 1_250n, owed.company, `Your invoice ${owed.number}`)] : []),
    line(48_000n, 'R Patel', 'thank you'),
    line(-1_895n, 'Example Bank', 'Account charges'),
  ]
}
