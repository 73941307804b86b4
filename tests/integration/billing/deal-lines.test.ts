import { expect, it } from 'vitest'
import { openSalesDesk } from '../crm/sales-desk.js'

const { say, ask, click } = await openSalesDesk()

await say('dana', 'company new Acme')
await say('dana', 'deal new Renewal company:Acme amount:5000')

const total = async () => (await say('dana', 'deal show DEAL-1')).headline

it('lines are the amount of a deal, and each change can be undone', async () => {
  await say('dana', 'deal line DEAL-1 text:Licences price:49 quantity:20 discount:10')
  const second = await say('dana', 'deal line DEAL-1 text:Training price:750 unit:day quantity:1.5 delivery:2027-01-15')
  expect(second.headline).toBe('Line added: DEAL-1 Renewal comes to 2,007.00 EUR')
  expect(second.sections?.[0]?.lines).toEqual([
    '1. Licences: 882.00 EUR, 20 × 49.00 EUR, less 10 %',
    '2. Training: 1,125.00 EUR, 1.5 × 750.00 EUR, delivery 2027-01-15',
  ])
  const off = await say('dana', 'deal drop-line DEAL-1 number:1')
  expect(await total()).toMatch(/1,125.00 EUR$/)
  expect((await click('dana', off, 'Undo')).ok).toBe(true)
  expect(await total()).toMatch(/2,007.00 EUR$/)
  expect((await ask('dana', 'deal line DEAL-1 number:3 price:1')).reply.headline).toMatch(
    /There is no line 3; there are 2/,
  )
  expect((await ask('dana', 'deal line DEAL-1 text:X price:"5 USD"')).reply.headline).toMatch(/is in EUR/)
  expect(await total()).toMatch(/2,007.00 EUR$/)
})

it('a won deal is invoiced line by line, in one step', async () => {
  await say('dana', 'deal win DEAL-1')
  const { invoice } = (await say('dana', 'deal invoice DEAL-1')).data as { invoice: string }
  const card = await say('dana', `invoice show ${invoice}`)
  expect(card.data).toMatchObject({
    total: '2388.33',
    lines: [
      { description: 'Licences', net: '882.00' },
      { description: 'Training, delivery 15 Jan 2027', net: '1125.00' },
    ],
  })
  expect((await ask('dana', 'deal invoice DEAL-1')).reply.headline).toMatch(/is on DRAFT-1 already/)
})

it('is asked about where its amount and its lines say different things', async () => {
  await say('dana', 'deal new Second company:Acme')
  await say('dana', 'deal line Second text:Audit price:900')
  await say('dana', 'deal move Second to:proposal amount:1000')
  await say('dana', 'deal win Second')
  expect((await ask('dana', 'deal invoice Second')).reply.headline).toMatch(
    /DEAL-2 is over 1,000.00 EUR, and its lines come to 900.00 EUR. Change a line first/,
  )
  await say('dana', 'deal line Second number:1 price:1000')
  expect((await say('dana', 'deal invoice Second')).headline).toMatch(/^Drafted DRAFT-\d+/)
})
