import { beforeAll, describe, expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Answer } from '../../../src/bots/commands/request.js'
import { addStaff } from '../../../src/domain/people/add-staff.js'
import { testBooks } from '../../support/books.js'
import { camt, camtEntry } from '../../unit/banking/files.js'

const books = await testBooks()
const catalog = await loadCatalog()
let finance = ''
let sales = ''

beforeAll(async () => {
  const hire = (name: string, role: string) =>
    books.change((tx) => addStaff(tx, { email: `${name}@lindenhof.test`, name, roles: [role] }))
  finance = await hire('fay', 'finance')
  sales = await hire('sam', 'sales')
})

const who = (staffId: string) => ({ workspaceId: books.scope.workspaceId, staffId, via: 'terminal' as const })
const deps = { db: books.db, catalog }
const say = (text: string, staffId = finance): Promise<Answer> => dispatch(deps, { who: who(staffId), input: { text } })
const bring = (text: string, name: string, content: string): Promise<Answer> =>
  dispatch(
    { ...deps, files: { attached: [{ name, bytes: Buffer.from(content) }] } },
    { who: who(finance), input: { text } },
  )

const rent = { amount: '-780.00', date: '2026-11-20', name: 'Landlord', text: 'Rent' }
const sale = { amount: '1190.00', date: '2026-11-20', name: 'Nordwind', text: 'INV-2026-0042' }

describe('bank import', () => {
  it('names an account that is not ours, and takes its file in once it is', async () => {
    const file = camt({ opening: '1000.00', closing: '1410.00', entries: camtEntry(rent) + camtEntry(sale) })
    const stranger = await bring('bank import', 'nov.xml', file)
    expect(stranger).toMatchObject({ ok: false })
    expect(stranger.reply.headline).toContain('DE89 3704 0044 0532 0130 00, which is not among ours. Add it first')
    expect((await say('bank add Main number:"DE89 3704 0044 0532 0130 00" account:1800')).ok).toBe(true)
    expect((await say('bank list')).reply.headline).toContain('No statement has come in yet')
    const taken = await bring('bank import', 'nov.xml', file)
    expect(taken.reply.headline).toBe('nov.xml: 2 new lines')
    expect(taken.reply.data).toMatchObject({ added: 2, statements: [{ footing: 'footed', difference: '0.00' }] })
  })

  it('does nothing the second time, and counts equal lines of a day', async () => {
    const file = camt({ opening: '1000.00', closing: '1410.00', entries: camtEntry(rent) + camtEntry(sale) })
    const again = await bring('bank import', 'copy.xml', file)
    expect(again.reply.headline).toBe('copy.xml was taken in before: nothing is new in it')
    const twice = camt({ opening: '1000.00', closing: '2600.00', entries: [rent, sale, sale].map(camtEntry).join('') })
    expect((await bring('bank import', 'later.xml', twice)).reply.headline).toBe(
      'later.xml: 1 new line, 2 known already',
    )
    expect((await say('bank lines all')).reply.data).toMatchObject({ count: 3 })
  })

  it('keeps a statement that does not foot, and says by how much and where', async () => {
    const wrong = camt({
      opening: '2600.00',
      closing: '3790.00',
      from: '2026-11-22',
      to: '2026-11-22',
      entries: [
        { ...sale, date: '2026-11-22' },
        { ...rent, date: '2026-11-22', amount: '-5.00' },
      ]
        .map(camtEntry)
        .join(''),
    })
    const taken = await bring('bank import', 'wrong.xml', wrong)
    expect(taken.reply.data).toMatchObject({ statements: [{ footing: 'unfooted', difference: '5.00' }] })
    expect(JSON.stringify(taken.reply.sections)).toContain('Line 2 (-5.00 EUR) is just that much')
    expect((await say('bank list')).reply.headline).toBe('3 statements: 1 does not foot')
  })

  it('names a gap between statements', async () => {
    const far = camt({ opening: '9000.00', closing: '9000.00', from: '2026-12-01', to: '2026-12-01', entries: '' })
    await bring('bank import', 'far.xml', far)
    const { reply } = await say('bank list')
    expect(reply.headline).toBe('4 statements: 1 does not foot, 1 gap')
    expect(JSON.stringify(reply.sections)).toContain(
      'closes with 3,790.00 EUR and STMT-4 opens with 9,000.00 EUR: 5,210.00 EUR in between. Nothing tells of 23 Nov 2026 to 30 Nov 2026.',
    )
  })

  it('takes its whole effect back, unless a line was dealt with', async () => {
    expect((await say('bank withdraw STMT-4')).reply.headline).toBe('STMT-4 is taken back with 0 lines')
    const undone = await bring('bank import', 'x.xml', camt({ entries: camtEntry({ ...rent, text: 'Other rent' }) }))
    expect(undone.reply.headline).toBe('x.xml: 1 new line')
    expect((await say('undo')).reply.headline).toMatch(/is taken back with 1 line$/)
    expect((await say('bank lines all')).reply.data).toMatchObject({ count: 5 })
  })

  it('counts what another kind of file told of the day by its amounts', async () => {
    const csv = 'Date,Description,Amount\n2026-11-20,RENT 11,-780.00\n2026-11-20,Card,-1.00\n'
    expect((await bring('bank import account:Main', 'export.csv', csv)).reply.headline).toBe(
      'export.csv: 1 new line, 1 known already',
    )
  })

  it('reads the next CSV of an account as the last one was said to be read, and says so where it does not fit', async () => {
    const csv = (day: string) => `Tag;Wofür;Wieviel\n${day}.11.2026;Gebühr ${day};-1.234,00\n`
    expect((await bring('bank import account:Main', 'own.csv', csv('23'))).ok).toBe(false)
    const told = 'map:"date=Tag,amount=Wieviel,text=Wofür" decimal:, dates:DD.MM.YYYY'
    expect((await bring(`bank import account:Main ${told}`, 'own.csv', csv('23'))).reply.headline).toBe(
      'own.csv: 1 new line',
    )
    const next = await bring('bank import', 'next.csv', csv('24'))
    expect(next.reply.headline).toBe('next.csv: 1 new line')
    expect(next.reply.sections?.[0]?.lines).toEqual(
      expect.arrayContaining(['1 of 1 line is new.', 'It says no balances.']),
    )
    expect(next.reply.notes?.join()).toContain('It was read as the last one: map:"date=Tag,amount=Wieviel,text=Wofür"')
    expect((await bring('bank import', 'x.csv', 'Day;Sum\n2026-11-25;1.00\n')).reply.headline).toMatch(
      /x\.csv can't be taken in\..*It was read as the last one: map:"date=Tag/,
    )
  })

  it('is for finance, asks for its file, and refuses what is none', async () => {
    expect((await say('bank import', sales)).ok).toBe(false)
    expect((await say('bank import')).reply.headline).toContain('Attach the file to a direct message')
    expect((await bring('bank import', 'a.pdf', '%PDF-1.4')).reply.headline).toContain(
      "a.pdf can't be taken in. It is a PDF",
    )
    expect((await bring('bank import other.xml', 'a.pdf', 'x')).reply.headline).toContain(
      'There is no file “other.xml”',
    )
  })
})
