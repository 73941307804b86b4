import { beforeAll, describe, expect, it } from 'vitest'
import { mailDesk } from '../../support/mail-desk.js'
import { photo } from '../../support/photo.js'

const desk = await mailDesk([
  { name: 'sam', roles: ['sales'] },
  { name: 'cora', roles: ['controller'] },
  { name: 'ada', roles: ['admin'] },
])
const [sam, cora, ada] = [desk.slack.as('sam'), desk.slack.as('cora'), desk.slack.as('ada')]
const PHOTO = photo()
const files = () =>
  desk.rows<{ filename: string; on: string | null }>(
    'select f.filename, b.ref as on from bill_file f left join bill b on b.id = f.bill_id where f.removed_at is null order by f.created_at, f.id',
  )

beforeAll(async () => {
  await ada.asks('expense policy amount:50', /above 50\.00 EUR are approved with a receipt only/)
})

describe('above the policy’s amount', () => {
  it('an expense without a receipt is not approved, and its card says so; the receipt makes it another question', async () => {
    await sam.asks('expense new "Taxi to Acme" amount:80 category:travel', /^EXP-1/)
    await desk.work(/approval/)
    const bare = await cora.sees(/^Approve EXP-1/)
    expect(JSON.stringify(bare.blocks)).toContain('EXP-1 has no receipt, and above 50.00 EUR an expense needs one')
    await expect(cora.click(bare, 'Approve')).rejects.toThrow()
    await cora.asks('expense approve EXP-1', /^EXP-1 has no receipt/)
    await sam.shares('', 'taxi.jpg', PHOTO)
    const asked = await sam.sees('What is taxi.jpg?')
    await sam.click(asked, 'Receipt of EXP-1')
    await sam.sees(/taxi\.jpg is on EXP-1/)
    expect(await files()).toEqual([{ filename: 'taxi.jpg', on: 'EXP-1' }])
    await desk.work(/approval/)
    const card = await cora.sees(
      (message) => message.text.startsWith('Approve EXP-1') && JSON.stringify(message.blocks).includes('taxi.jpg'),
    )
    await cora.click(card, 'Approve')
    await cora.sees(/^Approved EXP-1/)
    expect(await desk.rows('select status from bill')).toEqual([{ status: 'posted' }])
  })

  it('a small one needs none', async () => {
    await sam.asks('expense new Stamps amount:5 category:office', /^EXP-2/)
    const shown = await cora.asks('expense approve EXP-2', /Approve EXP-2/)
    expect(JSON.stringify(shown.blocks)).not.toContain('has no receipt')
  })
})

it('comes with the words in one message', async () => {
  await sam.shares('expense new "Hotel" amount:120 category:travel', 'hotel.pdf', Buffer.from('%PDF-hotel'))
  await sam.sees(/^EXP-3, .*120\.00 EUR waits for approval/)
  await sam.shares('expense receipt EXP-2', 'stamps.png', photo('stamps'))
  await sam.sees('stamps.png is on EXP-2')
  expect(await files()).toEqual([
    { filename: 'taxi.jpg', on: 'EXP-1' },
    { filename: 'hotel.pdf', on: 'EXP-3' },
    { filename: 'stamps.png', on: 'EXP-2' },
  ])
})

it('is taken off again as long as nobody approved it; the same file stands there once', async () => {
  await sam.shares('expense receipt EXP-2', 'again.png', photo('stamps'))
  await sam.sees('EXP-2 has again.png already.')
  await sam.asks('expense detach FILE-3', /stamps\.png is off EXP-2/)
  await sam.asks('expense detach FILE-1', /EXP-1 is posted: it keeps what it was approved by/)
  expect((await files()).map(({ filename }) => filename)).toEqual(['taxi.jpg', 'hotel.pdf'])
})

it('is nothing that can’t be looked at, alone or with the words', async () => {
  const before = await files()
  const text = Buffer.from('Taxi, 12 pounds')
  await sam.shares('', 'note.jpg', text)
  await sam.sees(/^note\.jpg is no picture and can’t be looked at: send the photograph itself, or a PDF/)
  await sam.shares('expense new "Bus" amount:12 category:travel', 'bus.pdf', text)
  await sam.sees(/^bus\.pdf is no PDF and can’t be looked at/)
  expect(await files()).toEqual(before)
})

it('comes with the form of the expense', async () => {
  await sam.command('/expense new')
  const form = await sam.modal()
  const typed = (block: string, value: string) => ({
    [block]: { [actionOf(form, block)]: { type: 'plain_text_input' as const, value } },
  })
  const receipt = await sam.upload('parking.pdf', '%PDF-parking')
  await sam.submit(form, {
    ...typed('description', 'Parking'),
    ...typed('amount', '30'),
    ...typed('category', 'travel'),
    file: { [actionOf(form, 'file')]: { type: 'file_input', files: [receipt] } },
  })
  await sam.sees(/^EXP-\d+, .*30\.00 EUR waits for approval/)
  expect((await files()).at(-1)).toMatchObject({
    filename: 'parking.pdf',
    on: expect.stringMatching(/^EXP-/) as unknown,
  })
})

const actionOf = (view: { blocks: readonly object[] }, blockId: string): string =>
  (
    view.blocks.find((block) => 'block_id' in block && block.block_id === blockId) as {
      element?: { action_id?: string }
    }
  )?.element?.action_id ?? ''
