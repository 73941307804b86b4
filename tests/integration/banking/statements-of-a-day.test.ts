import { expect, it } from 'vitest'
import { listBankAccounts } from '../../../src/domain/banking/bank-account-store.js'
import { importStatements } from '../../../src/domain/banking/import-statements.js'
import { openBankAccount } from '../../../src/domain/banking/open-bank-account.js'
import { loadSides } from '../../../src/domain/banking/reconciliation-store.js'
import { fileOf, readLine, statementOf } from '../../support/bank.js'
import { openTestBooks, testBooks } from '../../support/books.js'

const first = await testBooks()

const cut = (openingMinor: bigint, amountMinor: bigint) =>
  statementOf([readLine({ bookingDate: '2026-10-31', amountMinor, remittance: `${amountMinor}` })], { openingMinor })
const MORNING = cut(1000_00n, 100_00n)
const NOON = cut(1100_00n, 150_00n)
const EVENING = cut(1250_00n, -20_00n)

it.each([
  ['as they came', [MORNING, NOON, EVENING]],
  ['the last one first', [EVENING, NOON, MORNING]],
  ['the middle one first', [NOON, MORNING, EVENING]],
])(
  'of several statements of a day the last one’s closing counts, and the first one’s opening before it: %s',
  async (_, statements) => {
    const books = await openTestBooks(first.db, first.clock)
    const { id, accountId } = await books.change((tx) =>
      openBankAccount(tx, { name: 'Main', number: null, currency: 'EUR', accountCode: '1800' }),
    )
    for (const [n, statement] of statements.entries())
      await books.change((tx) => importStatements(tx, fileOf(statement, `cut-${n}.xml`, id)))
    const bankAt = async (day: string) =>
      (await books.read((read) => loadSides(read, { id, accountId, currency: 'EUR' }, day))).bankMinor
    expect([await bankAt('2026-10-30'), await bankAt('2026-10-31'), await bankAt('2026-11-02')]).toEqual([
      1000_00n,
      1230_00n,
      1230_00n,
    ])
    expect(await books.read((read) => listBankAccounts(read))).toMatchObject([{ closingMinor: 1230_00n }])
  },
)
