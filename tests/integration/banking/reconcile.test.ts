import { expect, it } from 'vitest'
import { binderParts } from '../../../src/documents/binder/binder-tables.js'
import { matchOpenLines } from '../../../src/domain/banking/match-open-lines.js'
import { loadBinder } from '../../../src/domain/close/binder-store.js'
import bankReconciled from '../../../src/domain/close/checks/bank-reconciled.js'
import { judgeFinding, stoodAt } from '../../../src/domain/close/judge-finding.js'
import { openClose } from '../../../src/domain/close/open-close.js'
import { runChecks } from '../../../src/domain/close/run-checks.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import { sealAll } from '../../../src/domain/ledger/seal-entries.js'
import { money } from '../../../src/lib/money.js'
import { bankDesk } from '../../support/bank-desk.js'
import { entry } from '../../support/books.js'
import { camt, camtEntry } from '../../unit/banking/files.js'

const { books, say, bring, invoice, faults } = await bankDesk()
const nordwind = await books.customer('Nordwind')

type Data = {
  ledger: string
  bank: string | null
  expected: string
  unexplained: string | null
  onlyInBooks: { amount: string }[]
  onlyOnBank: { ref: string; amount: string }[]
}
const reconciled = async (asOf: string) => (await say(`bank reconcile Main asof:${asOf}`)).reply.data as Data
const check = async () => {
  const finding = await books.read((read) =>
    bankReconciled.run(read, {
      id: '',
      closeId: '',
      month: '2026-10',
      startsOn: '2026-10-01',
      endsOn: '2026-10-31',
      baseCurrency: 'EUR',
    }),
  )
  return judgeFinding(finding, [], money(0n, 'EUR'))
}

it('explains the difference to the last cent, at any day, as things are matched', async () => {
  expect((await say('bank reconcile Main')).reply.headline).toContain('no statement tells a balance')
  await books.change(async (tx) => {
    await postEntries(tx, [
      await entry(tx, '2026-10-01', 'Opening', { '1800': '1000.00', '2900': '-1000.00' }, { source: 'opening' }),
    ])
    await postEntries(tx, [
      await entry(tx, '2026-10-30', 'Cheque to the post office', { '1800': '-12.00', '6855': '12.00' }),
    ])
  })
  const number = await invoice(nordwind, 100_000n, '2026-10-05')
  const entries = [
    { amount: '1190.00', date: '2026-10-20', name: 'Nordwind', text: number },
    { amount: '-9.50', date: '2026-10-31', name: 'Bank', text: 'Entgelt' },
  ]
  await bring(
    'october.xml',
    camt({
      opening: '1000.00',
      closing: '2180.50',
      from: '2026-10-01',
      to: '2026-10-31',
      entries: entries.map(camtEntry).join(''),
    }),
  )
  // The opening stands in the books without a line; the statement begins with it.
  expect(await reconciled('2026-10-31')).toMatchObject({
    ledger: '988.00',
    bank: '2180.50',
    unexplained: '0.00',
    onlyInBooks: [{ amount: '-12.00' }],
    onlyOnBank: [{ amount: '1190.00' }, { amount: '-9.50' }],
  })
  await matchOpenLines(books.db, { ...books.scope, via: 'job' })
  const failing = await check()
  expect(failing).toMatchObject({
    passed: false,
    summary: expect.stringContaining('1 line of Main is neither') as unknown,
  })
  // An excuse is of that one line: were there fifty, nothing would be unexplained all the same.
  expect(failing.standing.map(stoodAt)).toEqual(['0.00 EUR, statements to 2026-10-31, 1 line open of -9.50 EUR'])
  await sealAll(books.db, books.scope)
  // Each side's sum has the sign that it has in its list, and adds up to what the bank should have.
  const { fields, sections } = (await say('bank reconcile Main asof:2026-10-31')).reply
  const cheque = { money: { minor: -1200n, currency: 'EUR' } }
  expect(fields).toContainEqual({ label: 'Less what only the books have', value: cheque })
  expect(sections?.[0]?.table).toMatchObject({ totals: { amount: cheque } })
  expect(sections?.[0]?.table?.rows.map(({ ref }) => ref)).toEqual([expect.stringMatching(/^JE-\d+$/)])
  const [fee] = (await reconciled('2026-10-31')).onlyOnBank
  expect((await say(`bank post ${fee?.ref} account:6855`)).ok).toBe(true)
  expect(await reconciled('2026-10-31')).toMatchObject({
    ledger: '2168.50',
    bank: '2180.50',
    unexplained: '0.00',
    onlyOnBank: [],
  })
  expect(await reconciled('2026-10-20')).toMatchObject({ bank: '2190.00', unexplained: '0.00' })
  expect(await check()).toMatchObject({ passed: true })
  expect(await faults()).toEqual([])
})

it('proves the task of the close, and opens it again with a line that is taken back', async () => {
  await books.change((tx) => openClose(tx, '2026-10', 'DE'))
  await books.change((tx) => tx.prisma.closeTask.updateMany({ where: { key: 'bank' }, data: { state: 'ready' } }))
  const after = async () => {
    await runChecks(books.db, books.scope, [bankReconciled])
    return books
      .change((tx) => tx.prisma.closeTask.findFirstOrThrow({ where: { key: 'bank' } }))
      .then(({ state }) => state)
  }
  expect(await after()).toBe('approved')
  const binder = await books.read((read) => loadBinder(read, '2026-10', { name: 'Lindenhof', baseCurrency: 'EUR' }))
  const both = binderParts(binder, new Map()).find(({ file }) => file === 'bank-reconciliations')
  expect(both?.table.rows.map(({ side, what }) => [side, what])).toEqual([
    ['books', 'Balance'],
    ['in the books alone', 'Cheque to the post office'],
    ['bank', 'Balance'],
    ['unexplained', 'Balance'],
  ])
  const [fee] = await books.read(
    ({ sql }) => sql<{ ref: string }[]>`select ref from bank_line where amount_minor = -950`,
  )
  expect((await say(`bank unmatch ${fee?.ref}`)).ok).toBe(true)
  expect(await after()).not.toBe('approved')
  expect((await say(`bank post ${fee?.ref} account:6855`)).ok).toBe(true)
  // Receipts, which come before it, nobody has done here.
  await books.change((tx) => tx.prisma.closeTask.updateMany({ where: { key: 'bank' }, data: { state: 'ready' } }))
  expect(await after()).toBe('approved')
})

it('names what nothing explains, and what a month still lacks', async () => {
  await bring(
    'november.xml',
    camt({ opening: '2500.00', closing: '2500.00', from: '2026-11-20', to: '2026-11-20', entries: '' }),
  )
  expect(await reconciled('2026-11-20')).toMatchObject({ bank: '2500.00', unexplained: '319.50' })
  expect((await say('bank reconcile Main asof:2026-11-20')).reply.headline).toContain('319.50 EUR unexplained')
  expect((await say('report bank-reconciliation asof:2026-10-31')).reply.headline).toContain('all explained')
})
