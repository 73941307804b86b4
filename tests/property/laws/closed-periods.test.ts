import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type CompanyBooks, openCompany, plainEntry, post } from './company-books.js'
import { inside, openLogins, outcome } from './logins.js'

const POSTERS = 5
const logins = await openLogins(POSTERS + 1)

/** What one poster does: how many entries in each of its transactions, and which months they touch. */
const poster = fc.array(fc.array(fc.constantFrom('2026-01-31', '2026-02-01'), { minLength: 1, maxLength: 3 }), {
  minLength: 3,
  maxLength: 10,
})

async function periodOf(books: CompanyBooks, number: number): Promise<string> {
  const [period] = await inside(
    logins.app,
    books,
    (sql) => sql<{ id: string }[]>`select id from period where year = 2026 and number = ${number}`,
  )
  return period?.id ?? ''
}

const entriesIn = async (
  sql: { (s: TemplateStringsArray, ...v: string[]): PromiseLike<{ count: number }[]> },
  period: string,
) => (await sql`select count(*)::int as count from journal_entry where period_id = ${period}`)[0]?.count ?? 0

test('law 3: no entry gets into a period once it is closed, whatever races', async () => {
  const seen = { posted: 0, refused: 0 }
  await fc.assert(
    fc.asyncProperty(
      fc.array(poster, { minLength: POSTERS, maxLength: POSTERS }),
      fc.integer({ min: 0, max: 12 }),
      async (plans, closeAfter) => {
        const books = await openCompany(logins.app)
        const january = await periodOf(books, 1)
        let done = 0
        let letClose = () => {}
        const enough = new Promise<void>((resolve) => {
          letClose = resolve
        })
        const count = () => {
          done += 1
          if (done >= closeAfter) letClose()
        }
        if (closeAfter === 0) letClose()
        const posting = plans.map(async (plan) => {
          for (const dates of plan) {
            const entries = dates.map((date) => plainEntry(books, date, 7n))
            const result = await outcome(inside(logins.app, books, (sql) => post(sql, entries)))
            expect(['done', 'DB002']).toContain(result)
            if (result === 'DB002') expect(dates).toContain('2026-01-31')
            seen[result === 'done' ? 'posted' : 'refused'] += 1
            count()
          }
        })
        const closing = enough.then(() =>
          inside(logins.app, books, async (sql) => {
            await sql`select close_period(${january})`
            return entriesIn(sql, january)
          }),
        )
        await Promise.all(posting).finally(letClose)
        const atClosing = await closing
        expect(await inside(logins.reader, books, (sql) => entriesIn(sql, january))).toBe(atClosing)
        const late = await outcome(inside(logins.app, books, (sql) => post(sql, [plainEntry(books, '2026-01-02', 1n)])))
        expect(late).toBe('DB002')
      },
    ),
    { numRuns: 12 },
  )
  expect(seen.posted).toBeGreaterThan(0)
  expect(seen.refused).toBeGreaterThan(0)
})

test('the refusal names the period and the next open date', async () => {
  const books = await openCompany(logins.app)
  for (const number of [1, 2]) {
    const period = await periodOf(books, number)
    await inside(logins.app, books, (sql) => sql`select close_period(${period})`)
  }
  const posted = inside(logins.app, books, (sql) => post(sql, [plainEntry(books, '2026-01-15', 1n)]))
  const error = await posted.then(
    () => undefined,
    (thrown: { code: string; detail: string }) => thrown,
  )
  expect(error?.code).toBe('DB002')
  expect(JSON.parse(error?.detail ?? '{}')).toMatchObject({ period: '2026-01', next_open_date: '2026-03-01' })
})

/** Each way an approval can fall short, and the one that serves. */
const papers: readonly { flaw: string; change: Record<string, string | null>; opens: boolean }[] = [
  { flaw: 'none', change: {}, opens: true },
  { flaw: 'for something else', change: { kind: 'role-change' }, opens: false },
  { flaw: 'another subject', change: { subject: '2026-02' }, opens: false },
  { flaw: 'only asked', change: { state: 'asked' }, opens: false },
  { flaw: 'rejected', change: { state: 'rejected' }, opens: false },
  { flaw: 'no reason', change: { reason: ' ' }, opens: false },
  { flaw: 'expired', change: { expires_at: '2026-01-01T00:00:00Z' }, opens: false },
  { flaw: 'older than the closing', change: { decided_at: '2020-01-01T00:00:00Z' }, opens: false },
  { flaw: 'approved by who asked', change: { decided_by_id: 'asker' }, opens: false },
]

test.each(papers)('reopening by an approval with the flaw: $flaw', async ({ change, opens }) => {
  const books = await openCompany(logins.app)
  const period = await periodOf(books, 1)
  const second = crypto.randomUUID()
  const result = await outcome(
    inside(logins.app, books, async (sql) => {
      await sql`insert into staff ${sql({ workspace_id: books.workspace, id: second, email: 'bo@x.example', name: 'Bo', name_key: 'bo' })}`
      await sql`select close_period(${period})`
      const paper = {
        workspace_id: books.workspace,
        id: crypto.randomUUID(),
        ref: 'APR-1',
        title: 'January',
        solo: change['decided_by_id'] !== undefined,
        kind: 'reopen-period',
        subject: period,
        content_hash: 'x',
        state: 'approved',
        reason: 'A bill came late',
        decided_at: '2999-01-01T00:00:00Z',
        requested_by_id: books.actor,
        ...change,
        decided_by_id: change['decided_by_id'] ? books.actor : second,
      }
      await sql`insert into approval ${sql(paper)}`
      await sql`select reopen_period(${period}, ${paper.id}, '2999-01-01')`
      await post(sql, [plainEntry(books, '2026-01-15', 1n)])
    }),
  )
  expect(result).toBe(opens ? 'done' : 'DB010')
})
