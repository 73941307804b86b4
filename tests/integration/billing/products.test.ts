import { beforeAll, expect, test } from 'vitest'
import { openSalesDesk } from '../crm/sales-desk.js'

const desk = await openSalesDesk()
const { say, click, ask } = desk

const data = async (who: 'dana' | 'rita' | 'finn', text: string) =>
  (await say(who, text)).data as Record<string, unknown>
const refused = async (who: 'dana' | 'rita', text: string) => {
  const answer = await ask(who, text)
  expect(answer.ok, text).toBe(false)
  return `${answer.reply.headline} ${answer.reply.text ?? ''}`
}

beforeAll(async () => {
  await say('dana', 'company new "Acme Industries" country:DE')
  await say('rita', 'product new "Cold room sensor" sku:CRS-100 price:49 unit:piece about:"Wireless, ten years"')
})

test('a product is found by SKU in any case and by name, changed, retired, each with its undo', async () => {
  const made = await say('rita', 'product new "Workshop day" price:1200 unit:day tax:Z account:4830')
  expect(made.data).toMatchObject({
    sku: 'P-1',
    unit: 'DAY',
    prices: [{ currency: 'EUR', amount: '1200.00' }],
    tax: 'Z',
  })
  const priced = await say('rita', 'product set crs-100 price:"USD 55" name:"Cold room sensor II"')
  expect(priced.changes).toEqual([{ label: 'Price', before: '49.00 EUR', after: '49.00 EUR or 55.00 USD' }])
  await click('rita', priced, 'Undo')
  expect(await data('dana', 'product show "cold room"')).toMatchObject({
    name: 'Cold room sensor',
    prices: [{ currency: 'EUR' }],
  })
  const gone = await say('rita', 'product retire P-1')
  expect(await data('dana', 'product list')).toMatchObject({ count: 1 })
  await click('rita', gone, 'Undo')
  expect(await data('dana', 'product list')).toMatchObject({ count: 2 })
  await click('rita', made, 'Undo')
  expect(await data('dana', 'product list')).toMatchObject({ count: 1 })
  expect((await say('dana', 'search sensor')).data).toMatchObject({ results: [{ ref: 'CRS-100' }] })
})

test.each([
  ['product new "Another" sku:crs-100', 'CRS-100 is Cold room sensor already'],
  ['product new "Another" sku:"two words"', 'is no SKU'],
  ['product new "Another" tax:XX', 'There is no tax code "XX"'],
  ['product new "Another" account:1200', 'no account of income'],
  ['product new "Another" price:-5', ''],
  ['product set CRS-100', 'What is to change?'],
])('%s is refused with the reason', async (text, reason) => {
  expect(await refused('rita', text)).toContain(reason)
})

test('a line of a deal comes of a product, and goes onto the invoice with its tax code and account', async () => {
  await say('rita', 'product new Insurance sku:INS price:30 tax:Z account:4830')
  await say('dana', 'deal new "With products" company:Acme')
  const line = await say('dana', 'deal line DEAL-1 product:CRS-100 quantity:20 discount:10')
  expect(line.headline).toContain('882.00 EUR')
  await say('dana', 'deal line DEAL-1 product:INS')
  expect(await refused('dana', 'product retire INS')).not.toContain('is not sold')
  await say('rita', 'product retire INS')
  expect(await refused('dana', 'deal line DEAL-1 product:INS')).toContain("can't find a product")
  await say('dana', 'deal win DEAL-1')
  await say('dana', 'deal invoice DEAL-1')
  const rows = await desk.read(
    ({ sql }) => sql`select l.description, l.unit, l.net_minor::int as net, t.code as tax, a.code as account
      from invoice_line l join tax_code t on t.id = l.tax_code_id join account a on a.id = l.account_id order by l.position`,
  )
  expect(rows).toMatchObject([
    { description: 'Cold room sensor', unit: 'H87', net: 88200, tax: 'S' },
    { description: 'Insurance', unit: 'C62', net: 3000, tax: 'Z', account: '4830' },
  ])
})

test('a line of an invoice comes of a product, in a currency that it has a price in', async () => {
  const { invoice } = (await data('dana', 'invoice new Delivery company:Acme amount:5')) as { invoice: string }
  const added = await say('dana', `invoice line ${invoice} product:"cold room" quantity:2`)
  expect(added.headline).toContain('122.57 EUR')
  await say('dana', 'deal new "In dollars" company:Acme amount:"USD 5"')
  expect(await refused('dana', 'deal line DEAL-2 product:CRS-100')).toContain('has no price in USD')
  await say('dana', 'deal line DEAL-2 product:CRS-100 price:"USD 60"')
})

test('a product has tags and fields of the company’s own: set, narrowed by, searched, with an undo and a history', async () => {
  await say('ines', 'field new Warranty of:product type:choice choices:"one year, two years"')
  await say('rita', 'product new "Door contact" sku:DC-1 price:19 tag:wireless warranty:"one year"')
  expect(await data('rita', 'product list tag:wireless')).toMatchObject({ count: 1, products: [{ sku: 'DC-1' }] })
  expect(await data('rita', 'product list warranty:"two years"')).toMatchObject({ count: 0 })
  const set = await say('rita', 'product set DC-1 warranty:"two years" tag:-wireless')
  expect(set.changes).toContainEqual({ label: 'Warranty', before: 'one year', after: 'two years' })
  await click('rita', set, 'Undo')
  expect(await data('rita', 'product show DC-1')).toMatchObject({
    tags: ['wireless'],
    fields: { warranty: 'one year' },
  })
  expect(JSON.stringify(await data('rita', 'search wireless'))).toContain('DC-1')
  expect(JSON.stringify(await data('rita', 'product history DC-1'))).toContain('two years')
})
