import { beforeAll, describe, expect, it } from 'vitest'
import { find, findAll, textAt } from '../../../src/documents/xml/find.js'
import { readXml } from '../../../src/documents/xml/read-xml.js'
import { verifyBooks } from '../../../src/domain/ledger/verify-books.js'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'

const books = await testBooks()
const { hire, say, confirm, data, done } = commandDesk(books)
const ACME = 'DE89370400440532013000'
const BIRCH = 'GB29NWBK60161331926819'

beforeAll(async () => {
  await hire('Fay', 'finance')
  await hire('Gil', 'finance')
  await hire('Cora', 'controller')
  for (const name of ['Acme', 'Birch', 'Cedar']) await books.customer(name)
  await say('Cora', 'bank add "Main account" number:DE02120300000000202051 account:1800')
})

/** Entered by Fay, approved by Cora. */
async function bill(supplier: string, net: number, more = ''): Promise<string> {
  const { bill: ref = '' } = await data(
    'Fay',
    `bill new "Goods" supplier:${supplier} amount:${net} account:6837 tax:O ${more}`,
  )
  await confirm('Cora', `bill approve ${ref}`)
  return ref
}

const paidOut = async (line: string) => confirm('Cora', `approval approve ${(await done('Fay', line))['approval']}`)

async function verified(supplier: string, iban: string): Promise<void> {
  const { approval } = await data('Fay', `payee set ${supplier} iban:${iban} told:"called them"`)
  await confirm('Gil', `approval approve ${approval}`)
}

describe('bank details', () => {
  it('are verified by a second person before anything is paid to them', async () => {
    const { approval } = await data(
      'Fay',
      `payee set Acme iban:"DE89 3704 0044 0532 0130 00" told:"their letter of 2 November"`,
    )
    expect(await data<object>('Fay', 'payee show Acme')).toMatchObject({ verified: null, proposed: { iban: ACME } })
    expect((await say('Fay', `approval approve ${approval}`)).reply.headline).toMatch(/asked for APR-\d+ yourself/)
    expect((await confirm('Gil', `approval approve ${approval}`)).reply.text).toMatch(
      /From now on paid to Acme, DE89 3704/,
    )
    expect(await data<object>('Fay', 'payee show Acme')).toMatchObject({ verified: { iban: ACME }, proposed: null })
  })

  it('never come from mail, and a wrong digit is found', async () => {
    expect((await say('Fay', `payee set Birch iban:${BIRCH} told:"their mail"`, 'mail')).reply.headline).toMatch(
      /never taken from mail/,
    )
    expect((await say('Fay', 'payee set Birch iban:GB28NWBK60161331926819 told:"x"')).reply.headline).toMatch(
      /wrong digit/,
    )
  })

  it('are neither ours nor of another country than their bank', async () => {
    expect((await say('Fay', 'payee set Birch iban:DE02120300000000202051 told:"x"')).reply.headline).toBe(
      'DE02 1203 0000 0000 2020 51 is an account of our own.',
    )
    expect((await say('Fay', `payee set Birch iban:${BIRCH} bic:COBADEFFXXX told:"x"`)).reply.headline).toMatch(
      /^COBADEFFXXX is a bank of DE, and the IBAN is of GB: one of them is wrong/,
    )
  })
})

describe('a payment run', () => {
  it('pays what is due, names what it leaves and why, and makes a file once a second person approved', async () => {
    const [due, held, unknown] = [
      await bill('Acme', 100, 'due:2026-11-24 number:A-1'),
      await bill('Acme', 50, 'due:2026-11-24'),
      await bill('Cedar', 30, 'due:2026-11-24'),
    ]
    await bill('Acme', 70, 'due:2026-12-31')
    await say('Fay', `bill hold ${held} why:"Delivered half"`)
    const preview = await say('Fay', 'payment run on:2026-11-25')
    expect(preview.reply.headline).toBe('Pay 1 bill on 25 Nov 2026: 100.00 EUR?')
    expect(preview.reply.sections?.[0]?.lines).toEqual([
      `${held} of Acme: held back: Delivered half`,
      `${unknown} of Cedar: no verified bank details of Cedar: payee set "Cedar" iban:… told:…`,
    ])
    const { run, approval } = await done('Fay', 'payment run on:2026-11-25')
    expect((await say('Fay', `payment file ${run}`)).reply.headline).toMatch(/waits for a second person/)
    expect((await say('Fay', `approval approve ${approval}`)).ok).toBe(false)
    expect((await say('Gil', 'payment run on:2026-11-25')).reply.headline).toMatch(new RegExp(`${due}, ${run} pays it`))
    expect((await confirm('Cora', `approval approve ${approval}`)).ok).toBe(true)
    const { reply } = await say('Fay', `payment file ${run}`)
    const xml = readXml(new TextDecoder().decode(reply.files?.[0]?.bytes))
    const [transfer, ...more] = findAll(find(xml.ok ? xml.value : undefined, 'CstmrCdtTrfInitn/PmtInf'), 'CdtTrfTxInf')
    expect(more).toEqual([])
    expect([
      textAt(transfer, 'PmtId/EndToEndId'),
      textAt(transfer, 'Amt/InstdAmt'),
      textAt(transfer, 'CdtrAcct/Id/IBAN'),
      textAt(transfer, 'RmtInf/Ustrd'),
    ]).toEqual([due, '100.00', ACME, 'A-1'])
    expect(await data('Fay', `bill show ${due}`)).toMatchObject({ status: 'posted', open: '100.00' })
  })

  it('records the payments with the approval where that was chosen, discount kept', async () => {
    await verified('Birch', BIRCH)
    const { bill: ref = '' } = await data(
      'Fay',
      'bill new "Paper" supplier:Birch amount:200 account:6837 tax:O due:2026-12-20',
    )
    await say('Fay', `bill set ${ref} discount:2 until:2026-11-28`)
    await confirm('Cora', `bill approve ${ref}`)
    const { run, approval, total } = await done('Fay', 'payment run on:2026-11-26 supplier:Birch record:at-once')
    expect(total).toBe('196.00')
    await confirm('Cora', `approval approve ${approval}`)
    const shown = await data<{ settlements: object[] }>('Fay', `bill show ${ref}`)
    expect(shown).toMatchObject({ status: 'paid', settlements: [{ applied: '196.00' }, { applied: '4.00' }] })
    const { reply } = await say('Fay', 'payment runs')
    expect(reply.table?.rows[0]).toMatchObject({ payments: 1, state: 'paid' })
    expect(reply.actions?.some(({ label }) => label.endsWith(`${run}`))).toBe(false)
    expect((await say('Fay', `payment cancel ${run} unpaid:yes`)).reply.headline).toMatch(/is paid\. .*payment reverse/)
  })

  it('that the bank turned down is dropped once somebody says so, and what the bank did pay stays', async () => {
    const [first, second] = [await bill('Acme', 11, 'due:2026-11-24'), await bill('Acme', 12, 'due:2026-11-24')]
    await say('Fay', 'payment cancel RUN-1 unpaid:yes')
    const { run, approval } = await done('Fay', 'payment run on:2026-11-25 supplier:Acme')
    await confirm('Cora', `approval approve ${approval}`)
    await paidOut(`bill pay ${first} date:2026-11-25`)
    const state = async () => (await say('Fay', 'payment runs')).reply.table?.rows[0]?.['state']
    expect(await state()).toMatch(/^1 of \d paid$/)
    expect((await say('Fay', `payment cancel ${run}`)).reply.headline).toMatch(
      /file may be with the bank.*payment cancel RUN-\d+ unpaid:yes/,
    )
    const cancelled = await say('Fay', `payment cancel ${run} unpaid:yes`)
    expect(cancelled.reply.headline).toBe(`What isn’t paid of ${run} is cancelled`)
    expect(cancelled.reply.data).toMatchObject({ cancelled: expect.arrayContaining([second]) })
    expect(await state()).toBe('paid')
    const again = await say('Fay', 'payment run on:2026-11-25 supplier:Acme')
    const bills = again.reply.table?.rows.map((row) => row['bill'])
    expect(bills).toContain(second)
    expect(bills).not.toContain(first)
  })

  it('is void when bank details change before it is approved', async () => {
    const ref = await bill('Birch', 10, 'due:2026-11-24')
    const { run, approval } = await done('Fay', 'payment run on:2026-11-25 supplier:Birch')
    await data('Gil', 'payee set Birch iban:FR1420041010050500013M02606 told:"their call"')
    expect((await say('Cora', `approval approve ${approval}`)).reply.headline).toMatch(/was changed|is void/)
    expect((await say('Fay', `payment file ${run}`)).ok).toBe(false)
    await say('Fay', `payment cancel ${run}`)
    expect((await say('Fay', 'payment run on:2026-11-25 supplier:Birch')).reply.headline).toMatch(
      new RegExp(`${ref}, new bank details of Birch wait`),
    )
  })
})

it('the books hold after all of it', async () => {
  expect(await books.read(verifyBooks)).toEqual([])
})

describe('where there is no IBAN', () => {
  it('is paid by a CSV of routing numbers or sort codes, from an account of that country', async () => {
    expect(await books.customer('Dover')).toBeTruthy()
    const wrong = await say('Fay', 'payee set Dover routing:021000022 number:123456789 told:"called"')
    expect(wrong.reply.headline).toMatch(/wrong digit/)
    expect((await say('Fay', 'payee set Dover routing:20-00-00 told:"called"')).reply.headline).toMatch(/with number:/)
    const { approval, ...set } = await data('Fay', 'payee set Dover routing:20-00-00 number:55779911 told:"called"')
    expect(set).toMatchObject({ routing: '200000', number: '55779911' })
    expect((await confirm('Gil', `approval approve ${approval}`)).reply.text).toContain('Dover, 20-00-00 55779911')
    const due = await bill('Dover', 80, 'due:2026-11-24')
    expect((await say('Fay', 'payment run on:2026-11-25 supplier:Dover')).reply.headline).toContain(
      `${due}, their account has no IBAN`,
    )
    await say('Cora', 'account new 1811 name:"London" kind:asset')
    await say('Cora', 'bank add London number:20000055771234 account:1811')
    const run = await done('Fay', 'payment run on:2026-11-25 supplier:Dover account:London')
    await confirm('Cora', `approval approve ${run['approval']}`)
    const { reply } = await say('Fay', `payment file ${run['run']}`)
    expect(reply.files?.[0]).toMatchObject({ name: `${run['run']}.csv`, contentType: 'text/csv' })
    expect(new TextDecoder().decode(reply.files?.[0]?.bytes).split('\r\n')[1]).toBe(
      `2026-11-25,Dover,20-00-00,55779911,80.00,EUR,${due},${due}`,
    )
  })
})
