import { beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import { testBooks } from '../../support/books.js'
import { commandDesk } from '../../support/command-desk.js'
import { ublInvoice } from '../../support/ubl.js'

const books = await testBooks()
const catalog = await loadCatalog()
const { hire, say, confirm, data } = commandDesk(books)
let fay = ''

beforeAll(async () => {
  fay = await hire('Fay', 'finance')
  await hire('Gil', 'finance')
  await hire('Cora', 'controller')
  await say('Fay', 'company new "Acme GmbH"')
  await books.change((tx) => tx.prisma.company.updateMany({ data: { taxId: 'DE 811 907 980' } }))
})

const take = (bytes: Uint8Array, words = '') =>
  dispatch({ db: books.db, catalog, files: { attached: [{ name: 'bill.xml', bytes }] } } as never, {
    who: { workspaceId: books.scope.workspaceId, staffId: fay, via: 'terminal' },
    input: { text: `bill import bill.xml ${words}` },
  })

describe('an e-invoice', () => {
  it('becomes a bill that waits for approval, its supplier found by the tax id', async () => {
    const { reply } = await take(ublInvoice({ seller: 'ACME Holding' }), 'account:6837')
    expect(reply.headline).toBe('BILL-1, R-1 of Acme GmbH: 119.00 EUR waits for approval')
    expect(reply.notes).toContain('Supplier found by its tax id: Acme GmbH')
    expect(await data('Fay', 'bill show BILL-1')).toMatchObject({
      status: 'received',
      net: '100.00',
      tax: '19.00',
      dueDate: '2026-12-10',
    })
    expect((await take(ublInvoice(), 'account:6837')).reply.headline).toMatch(
      /R-1 of Acme GmbH was entered before: it is BILL-1/,
    )
  })

  it('goes where the same line went last', async () => {
    const lines = [{ name: 'Paper', net: '10.00', rate: '19' }]
    await take(ublInvoice({ number: 'R-2', lines, tax: '1.90', total: '11.90' }), 'account:6805')
    await take(
      ublInvoice({
        number: 'R-3',
        lines: [...lines, { name: 'Hosting', net: '5.00', rate: '19' }],
        tax: '2.85',
        total: '17.85',
      }),
    )
    const { lines: shown } = await data<{ lines: { account: string }[] }>('Fay', 'bill show R-3')
    expect(shown.map(({ account }) => account.slice(0, 4))).toEqual(['6805', '6837'])
  })

  it('counts the tax that it states, and another country’s tax as a cost', async () => {
    await take(ublInvoice({ number: 'R-4', tax: '19.01', total: '119.01' }), 'account:6837')
    expect(await data('Fay', 'bill show R-4')).toMatchObject({ tax: '19.01', total: '119.01' })
    const lines = [{ name: 'Hosting', net: '100.00', rate: '21' }]
    await take(ublInvoice({ number: 'R-5', lines, tax: '21.00', total: '121.00' }), 'account:6837')
    expect(await data('Fay', 'bill show R-5')).toMatchObject({ net: '121.00', tax: '0.00', total: '121.00' })
  })

  it('takes no tax of a seller abroad for ours because its rate is the same, unless it is registered here', async () => {
    await take(ublInvoice({ number: 'CY-1', country: 'CY', taxId: 'CY10259033P' }), 'account:6837 supplier:Acme')
    expect(await data('Fay', 'bill show CY-1')).toMatchObject({ net: '119.00', tax: '0.00', total: '119.00' })
    await take(ublInvoice({ number: 'CY-2', country: 'CY' }), 'account:6837')
    expect(await data('Fay', 'bill show CY-2')).toMatchObject({ net: '100.00', tax: '19.00', total: '119.00' })
  })

  it('is held back where it says that part of it is paid, and owes what it is rounded by', async () => {
    const { reply } = await take(ublInvoice({ number: 'R-6', prepaid: '50.00', rounding: '0.01' }), 'account:6837')
    expect(reply.headline).toMatch(/119\.01 EUR waits for approval/)
    expect(reply.fields).toContainEqual({ label: 'Held back', value: 'it says that 50.00 EUR of it is paid already' })
    expect(await data('Fay', 'bill show R-6')).toMatchObject({ net: '100.01', tax: '19.00', total: '119.01' })
  })

  it('is not paid to the account that it names, but to the verified one', async () => {
    const { approval } = await data('Fay', 'bill show R-4')
    await confirm('Cora', `approval approve ${approval}`)
    await say('Fay', 'bank add "Main account" number:DE02120300000000202051 account:1800')
    const payee = await data('Fay', 'payee set "Acme GmbH" iban:GB29NWBK60161331926819 told:"called them"')
    await confirm('Gil', `approval approve ${payee['approval']}`)
    expect((await say('Fay', 'payment run until:2026-12-31')).reply.headline).toMatch(
      /it names another account than the verified one: call Acme GmbH/,
    )
  })
})

describe('bad files leave nothing behind', () => {
  const text = new TextDecoder().decode(ublInvoice({ number: 'BAD' }))
  const bad: [what: string, text: string, said: RegExp][] = [
    [
      'totals against lines',
      text.replace('<cbc:TaxExclusiveAmount currencyID="EUR">100.00', '<cbc:TaxExclusiveAmount currencyID="EUR">90.00'),
      /contradicts itself.*BR-CO-13/,
    ],
    ['a tax that can’t be', text.replaceAll('>19.00<', '>29.00<').replaceAll('119.00', '129.00'), /BR-CO-17/],
    [
      'another currency',
      text.replace('<cbc:PayableAmount currencyID="EUR"', '<cbc:PayableAmount currencyID="USD"'),
      /PayableAmount is in USD/,
    ],
    ['an amount with three digits', text.replaceAll('>100.00<', '>100.005<'), /more digits than EUR has/],
    ['an entity', text.replace('<Invoice', '<!DOCTYPE x [<!ENTITY a "b">]><Invoice'), /DOCTYPE/],
    ['no invoice', '<a/>', /no UBL 2.1 invoice/],
    ['half a file', text.slice(0, 900), /not well-formed/],
    [
      'an unknown supplier',
      text.replaceAll('Acme GmbH', 'Dora').replace('DE811907980', 'DE1'),
      /I don't know the supplier “Dora” \(DE1\)/,
    ],
  ]
  it.each(bad)('%s', async (_what, content, said) => {
    const before = await data<{ count: number }>('Fay', 'bill list all')
    const answer = await take(new TextEncoder().encode(content), 'account:6837')
    expect(answer.ok).toBe(false)
    expect(answer.reply.headline).toMatch(said)
    expect((await data<{ count: number }>('Fay', 'bill list all')).count).toBe(before.count)
  })
})
