import { beforeAll, expect, it } from 'vitest'
import { importStatements } from '../../../src/domain/banking/import-statements.js'
import { matchOpenLines } from '../../../src/domain/banking/match-open-lines.js'
import type { ReadLine } from '../../../src/domain/banking/statement.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { fileOf, readLine, statementOf } from '../../support/bank.js'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const { hire, say, click, confirm, data, done } = commandDesk(books)
const PAYEES = { Acme: 'DE89370400440532013000', Birch: 'GB29NWBK60161331926819', Cedar: 'FR1420041010050500013M02606' }

beforeAll(async () => {
  await hire('Fay', 'finance')
  await hire('Gil', 'finance')
  await hire('Cora', 'controller')
  for (const [name, iban] of Object.entries(PAYEES)) {
    await books.customer(name)
    const { approval } = await data('Fay', `payee set ${name} iban:${iban} told:"called them"`)
    await confirm('Gil', `approval approve ${approval}`)
  }
  await say('Cora', 'bank add "Main account" number:DE02120300000000202051 account:1800')
})

async function bill(supplier: string, net: number, discount = ''): Promise<string> {
  const { bill: ref = '' } = await data(
    'Fay',
    `bill new Goods supplier:${supplier} amount:${net} account:6837 tax:O due:2026-11-24`,
  )
  if (discount) await say('Fay', `bill set ${ref} ${discount}`)
  await confirm('Cora', `bill approve ${ref}`)
  return ref
}

let files = 0
let openingMinor = 0n
async function statement(...lines: Partial<ReadLine>[]): Promise<void> {
  files += 1
  const read = lines.map((each) => readLine({ bookingDate: `2026-11-${10 + files}`, amountMinor: 0n, ...each }))
  const told = statementOf(read, { openingMinor, account: 'DE02120300000000202051' })
  openingMinor = told.closingMinor ?? 0n
  await books.change((tx) => importStatements(tx, fileOf(told, `day-${files}.xml`)))
}
const match = () => matchOpenLines(books.db, { ...books.scope, via: 'job' })
const newest = async () => (await data<{ lines: { line: string }[] }>('Fay', 'bank lines open')).lines[0]?.line ?? ''
const shown = (ref: string) =>
  data<{ status: string; open: string; settlements: { applied: string }[] }>('Fay', `bill show ${ref}`)

it('books the discount that a bill’s terms allow, and takes it back with the match', async () => {
  const ref = await bill('Acme', 1000, 'discount:2 until:2026-11-20')
  await statement({ amountMinor: -98_000n, remittance: ref })
  expect((await match()).matched).toEqual([
    { ref: 'LINE-1', reason: `It names ${ref}. 20.00 EUR less: the discount for paying by 20 Nov 2026.` },
  ])
  expect(await shown(ref)).toMatchObject({ status: 'paid', settlements: [{ applied: '980.00' }, { applied: '20.00' }] })
  expect((await say('Fay', 'bank unmatch LINE-1')).ok).toBe(true)
  expect(await shown(ref)).toMatchObject({ status: 'posted', open: '1000.00' })
  expect((await match()).matched).toHaveLength(1)
  expect(await books.read(verifyBooks)).toEqual([])
})

it('knows the one booking of a run: pays all of it, opens all of it again', async () => {
  const [a, b, c] = [
    await bill('Acme', 100),
    await bill('Birch', 200, 'discount:2 until:2026-11-30'),
    await bill('Cedar', 30),
  ]
  const { run, approval, total } = await done('Fay', 'payment run on:2026-11-23')
  expect(total).toBe('326.00')
  await confirm('Cora', `approval approve ${approval}`)
  await statement({ amountMinor: -32_600n, bookingDate: '2026-11-23', remittance: 'Sammelüberweisung' })
  const line = await newest()
  expect((await match()).matched).toEqual([
    { ref: line, reason: `${run} of 23 Nov 2026: its 3 payments come to just this amount.` },
  ])
  expect((await Promise.all([a, b, c].map(shown))).map(({ status }) => status)).toEqual(['paid', 'paid', 'paid'])
  const told = await data<{ matches: { documents: string; amount: string }[] }>('Fay', `bank show ${line}`)
  expect(told.matches.map(({ documents, amount }) => `${documents} ${amount}`)).toEqual([
    `${a} -100.00`,
    `${b} -196.00`,
    `${c} -30.00`,
  ])
  expect((await say('Fay', `bank unmatch ${line}`)).ok).toBe(true)
  expect((await Promise.all([a, b, c].map(shown))).map(({ open }) => open)).toEqual(['100.00', '200.00', '30.00'])
  const again = await say('Fay', `bank match ${line} to:${run}`)
  expect(again.reply.headline).toContain(`is matched: ${run}, ${a}, ${b}, ${c}`)
  expect(await books.read(verifyBooks)).toEqual([])
})

it('asks when the bank left out a payment of a run, and takes just the others', async () => {
  const [a, b, c] = [await bill('Acme', 11), await bill('Birch', 22), await bill('Cedar', 33)]
  const { run, approval } = await done('Fay', 'payment run on:2026-11-23')
  await confirm('Cora', `approval approve ${approval}`)
  await statement({ amountMinor: -4_400n, bookingDate: '2026-11-23', reference: `${run}-20261123` })
  expect((await match()).matched).toEqual([])
  const card = await say('Fay', `bank show ${await newest()}`)
  expect(card.reply.sections?.at(-1)?.lines).toEqual([`It names ${run}, less ${b}.`])
  const button = card.reply.actions?.find(({ label }) => label.startsWith(run ?? ''))
  expect((await click('Fay', button?.id ?? '')).ok).toBe(true)
  expect((await Promise.all([a, b, c].map(shown))).map(({ status }) => status)).toEqual(['paid', 'posted', 'paid'])
})

it('tells of a run whose payments are in the books since its approval, and records nothing twice', async () => {
  await bill('Acme', 40)
  await bill('Birch', 50)
  const { approval } = await done('Fay', 'payment run on:2026-11-23 record:at-once')
  await confirm('Cora', `approval approve ${approval}`)
  const count = () =>
    books.read(
      async ({ sql, scope }) => (await sql`select from payment where workspace_id = ${scope.workspaceId}`).length,
    )
  const before = await count()
  await statement({ amountMinor: -9_000n, bookingDate: '2026-11-23' })
  expect((await match()).matched).toHaveLength(1)
  expect(await count()).toBe(before)
  expect(await books.read(verifyBooks)).toEqual([])
})

it('asks about tax withheld, and books it as what somebody says it is', async () => {
  const { invoice } = await data('Fay', 'invoice new Study company:Acme amount:1000 tax:Z')
  const { invoice: number } = await done('Fay', `invoice issue ${invoice}`)
  await statement({ amountMinor: 85_000n, bookingDate: '2026-11-23', remittance: number ?? null })
  expect((await match()).matched).toEqual([])
  const card = await say('Fay', `bank show ${await newest()}`)
  expect(card.reply.sections?.at(-1)?.lines).toEqual([
    `It names ${number}. 150.00 EUR less: 15 % of the net, tax withheld.`,
    `It names ${number}. 150.00 EUR stay open.`,
  ])
  const button = card.reply.actions?.find(({ label }) => label.includes('is tax withheld'))
  expect((await click('Fay', button?.id ?? '')).ok).toBe(true)
  expect(await data('Fay', `invoice show ${number}`)).toMatchObject({ status: 'paid' })
  expect(await books.read(verifyBooks)).toEqual([])
})
