import { expect, it } from 'vitest'
import { getAccount } from '../../../src/domain/ledger/account-store.js'
import { changeAccount, newAccount } from '../../../src/domain/ledger/change-account.js'
import { closeYear } from '../../../src/domain/ledger/close-year.js'
import { postDueReleases } from '../../../src/domain/ledger/post-releases.js'
import { scheduleRelease } from '../../../src/domain/ledger/schedule-release.js'
import { money } from '../../../src/lib/money.js'
import { openTestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()

it.each([
  ['Pacific/Auckland', '2026-12-31T12:00:00Z', true],
  ['America/Los_Angeles', '2027-01-01T02:00:00Z', false],
])('a year is over when it is over in the company’s zone: %s', async (timeZone, now, over) => {
  const books = await openTestBooks(first.db, first.clock)
  await books.change((tx) => tx.prisma.workspace.updateMany({ data: { timeZone } }))
  books.clock.set(new Date(now))
  const closing = books.change((tx) => closeYear(tx, 2026))
  if (over) await expect(closing).resolves.toMatchObject({ entry: null })
  else await expect(closing).rejects.toThrow(/2026 ends on/)
})

it('a schedule whose account is out of use holds up no other', async () => {
  const books = await openTestBooks(first.db, first.clock)
  books.clock.set(new Date('2026-11-23T09:00:00Z'))
  const schedule = (code: string) =>
    books.change(async (tx) =>
      scheduleRelease(tx, {
        kind: 'deferred_revenue',
        memo: code,
        amount: money(300_00n, 'EUR'),
        from: '2026-08-01',
        to: '2026-10-31',
        recognisedOn: '2026-08-01',
        intoAccountId: (await getAccount(tx, { code })).id,
      }),
    )
  await books.change((tx) => newAccount(tx, { code: '4411', name: 'Support', kind: 'income' }))
  await schedule('4411')
  await schedule('4400')
  await books.change((tx) => changeAccount(tx, '4411', { active: false }, '2026-11-23'))
  const held = await postDueReleases(books.change, '2026-10')
  expect(held).toMatchObject([{ problem: expect.stringContaining('4411') }])
  const rows = await books.read(
    ({ sql, scope }) => sql`select distinct e.memo from journal_entry e where e.workspace_id = ${scope.workspaceId}`,
  )
  expect(rows).toHaveLength(3)
  expect(rows.every(({ memo }) => /4400/.test(String(memo)))).toBe(true)
})
