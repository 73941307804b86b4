import type { SqlScope } from '../../src/db/sql-workspace.js'
import { type BookFault, verifyBooks } from '../../src/domain/ledger/verify-books.js'

type Posting = {
  entryId: string
  date: string
  accountId: string
  control: string | null
  companyId: string | null
  currency: string
  minor: bigint
  base: bigint
  closed: boolean
  /** Which transaction wrote the entry, and which its period last: closing waits for posters, so an entry's is the lower. */
  wrote: bigint
  periodWrote: bigint
}

type Open = { companyId: string; currency: string; minor: bigint }

const ofWhom = ({ companyId, currency }: { companyId: string | null; currency: string }): string =>
  `${companyId ?? ''} ${currency}`

/**
 * What is wrong with the books, by `verify_books` and by a model of its own that adds all postings up again in memory: nobody marks
 * their own homework.
 */
export async function bookFaults(read: SqlScope): Promise<BookFault[]> {
  const { sql, scope } = read
  const postings = await sql<Posting[]>`
    select p.entry_id as "entryId", p.date, p.account_id as "accountId", a.control, p.company_id as "companyId", p.currency,
      p.amount_minor as minor, p.base_minor as base, d.state = 'closed' as closed, e.xmin::text::bigint as wrote, d.xmin::text::bigint as "periodWrote"
    from posting p
    join account a on a.workspace_id = p.workspace_id and a.id = p.account_id
    join journal_entry e on e.workspace_id = p.workspace_id and e.id = p.entry_id
    join period d on d.workspace_id = p.workspace_id and d.id = p.period_id
    where p.workspace_id = ${scope.workspaceId}`
  const open = await sql<Open[]>`
    select company_id as "companyId", currency, sum(minor)::bigint as minor from (
      select company_id, currency, case kind when 'invoice' then open_minor else -open_minor end minor from invoice
        where workspace_id = ${scope.workspaceId}
      union all select company_id, currency, -unapplied_minor from payment where workspace_id = ${scope.workspaceId} and direction = 'in'
    ) x group by 1, 2`
  const owed = await sql<Open[]>`
    select company_id as "companyId", currency, -sum(minor)::bigint as minor from (
      select company_id, currency, case kind when 'credit_note' then -open_minor else open_minor end minor from bill
        where workspace_id = ${scope.workspaceId} and company_id is not null
      union all select company_id, currency, -unapplied_minor from payment
        where workspace_id = ${scope.workspaceId} and direction = 'out' and company_id is not null
    ) x group by 1, 2`
  const trial = await sql<{ accountId: string; base: bigint }[]>`
    select account_id as "accountId", sum(base_minor)::bigint as base from trial_balance('2030-01-01') group by 1`
  const numbers = await sql<{ number: string; kind: string }[]>`
    select number, kind from invoice where workspace_id = ${scope.workspaceId} and number is not null order by length(number), number`
  const sealed = await sql<{ number: bigint }[]>`
    select number from sealed_entry where workspace_id = ${scope.workspaceId} order by number`
  return [
    ...(await verifyBooks(read)),
    ...postings
      .filter(({ closed, wrote, periodWrote }) => closed && wrote >= periodWrote)
      .map(({ entryId, date }) => fault('closed period', { entryId, date })),
    ...sealed.flatMap(({ number }, at) =>
      number === BigInt(at + 1) ? [] : [fault('gapless entry numbers', { number: String(number), at })],
    ),
    ...faultsIn(
      'entry balances',
      sumBy(postings, (each) => each.entryId, 'base'),
      new Map(),
    ),
    ...faultsIn(
      'trial balance',
      sumBy(postings, (each) => each.accountId, 'base'),
      new Map(trial.map((row) => [row.accountId, row.base])),
    ),
    ...faultsIn(
      'receivables',
      sumBy(
        postings.filter((each) => each.control === 'receivable'),
        ofWhom,
        'minor',
      ),
      new Map(open.map((each) => [ofWhom(each), each.minor])),
    ),
    ...faultsIn(
      'payables',
      sumBy(
        postings.filter((each) => each.control === 'payable' && each.companyId !== null),
        ofWhom,
        'minor',
      ),
      new Map(owed.map((each) => [ofWhom(each), each.minor])),
    ),
    ...['invoice', 'credit_note'].flatMap((series) =>
      numbers
        .filter(({ kind }) => kind === series)
        .flatMap(({ number }, at) =>
          Number(number.split('-')[2]) === at + 1 ? [] : [fault('gapless numbers', { number, at })],
        ),
    ),
  ]
}

function sumBy(
  postings: readonly Posting[],
  keyOf: (posting: Posting) => string,
  column: 'minor' | 'base',
): Map<string, bigint> {
  const sums = new Map<string, bigint>()
  for (const posting of postings) sums.set(keyOf(posting), (sums.get(keyOf(posting)) ?? 0n) + posting[column])
  return sums
}

/** Where two sums differ; a key that one doesn't have is 0 there. */
function faultsIn(law: string, ours: ReadonlyMap<string, bigint>, theirs: ReadonlyMap<string, bigint>): BookFault[] {
  const keys = new Set([...ours.keys(), ...theirs.keys()])
  return [...keys].flatMap((key) => {
    const [one, other] = [ours.get(key) ?? 0n, theirs.get(key) ?? 0n]
    return one === other ? [] : [fault(law, { key, one: String(one), other: String(other) })]
  })
}

const fault = (law: string, detail: Record<string, unknown>): BookFault => ({
  law,
  problem: 'The model says otherwise.',
  detail,
})
