import { describe, expect, it } from 'vitest'
import { getAccount } from '../../../src/domain/ledger/account-store.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import generalLedger from '../../../src/domain/reports/finance/general-ledger.js'
import type { MadeReport } from '../../../src/domain/reports/make-report.js'
import { fromDecimal, toDecimal } from '../../../src/lib/money.js'
import { entry, testBooks } from '../../support/books.js'
import { madeReport } from '../../support/run-report.js'

// A month of a busy account: nothing of it is cut without being said, and all of it can be had.

const books = await testBooks()
const ENTRIES = 52
const LINES = 100
await books.change(async (tx) => {
  const bank = await getAccount(tx, { code: '1800' })
  const lines = Array.from({ length: LINES }, () => ({ accountId: bank.id, amount: fromDecimal('1.00', 'EUR') }))
  const entries = Array.from({ length: ENTRIES }, async (_, n) => {
    const date = `2026-11-${String(1 + (n % 20)).padStart(2, '0')}`
    const { postings, ...sale } = await entry(tx, date, 'Sold', { '4400': `-${LINES}.00` })
    return { ...sale, postings: [...postings, ...lines] }
  })
  await postEntries(tx, await Promise.all(entries))
})

const ledger = (args = {}, asRows = false) => madeReport(books, generalLedger, { account: '1800', ...args }, { asRows })
const balances = ({ rows }: MadeReport) =>
  rows.map(({ balance }) =>
    typeof balance === 'object' && balance && 'money' in balance ? toDecimal(balance.money) : '',
  )

describe('a month with more postings than a person reads', () => {
  it('shows the first of them, and the others as one line, up to the balance of the account', async () => {
    const made = await ledger()
    expect(made.rows).toHaveLength(1 + 5_000 + 1)
    expect(made.rows.at(-1)?.['memo']).toBe('200 more postings')
    expect(balances(made).slice(-2)).toEqual(['5000.00', '5200.00'])
    expect(made.totals['balance']).toEqual({ money: fromDecimal('5200.00', 'EUR') })
    expect(made.notes).toContain(
      'Postings 1 to 5,000 of 5,200; the others are one line. page:2 has the next; as:xlsx and as:csv have all at once.',
    )
  })

  it('is paged, each page from the balance before it', async () => {
    const second = await ledger({ page: 2 })
    expect(second.rows).toHaveLength(1 + 200)
    expect([balances(second)[0], balances(second).at(-1)]).toEqual(['5000.00', '5200.00'])
    expect(second.notes).toContain('Postings 5,001 to 5,200 of 5,200. as:xlsx and as:csv have all at once.')
    await expect(ledger({ page: 3 })).rejects.toThrow('There is no page 3: it has 2, of 5,000 postings each.')
  })

  it('is whole in a file of rows', async () => {
    const whole = await ledger({}, true)
    expect(whole.rows).toHaveLength(1 + 5_200)
    expect(whole.notes.join(' ')).not.toContain('Postings')
  })
})
