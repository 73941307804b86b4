import { beforeAll, describe, expect, test } from 'vitest'
import { openSalesDesk } from './sales-desk.js'

const DAY = 24 * 60 * 60 * 1000
const desk = await openSalesDesk()
const { say, click, ask } = desk

const shown = async (ref: string) => (await say('dana', `deal show ${ref}`)).data as Record<string, unknown>
const refused = async (who: 'dana' | 'rita', text: string) => {
  const answer = await ask(who, text)
  expect(answer.ok, text).toBe(false)
  return `${answer.reply.headline} ${answer.reply.text ?? ''} ${JSON.stringify(answer.reply.table ?? '')}`
}
const newDeal = async (title: string, more = '') =>
  ((await say('dana', `deal new "${title}" company:Acme ${more}`)).data as { ref: string }).ref
const stages = async (pipeline = 'Sales') =>
  ((await say('dana', `pipeline show ${pipeline}`)).data as { stages: { name: string }[] }).stages.map(
    ({ name }) => name,
  )

beforeAll(async () => {
  await say('dana', 'company new "Acme Industries"')
  await say('dana', 'company new "Beta Works"')
  await say('dana', 'contact new "Ada Lovelace" email:ada@acme.test company:Acme')
})

describe('what a deal says', () => {
  test('is changed all at once, and the undo puts each of it back, what was empty as well', async () => {
    const ref = await newDeal('Setting', 'amount:10k')
    const before = await shown(ref)
    const set = await say(
      'dana',
      `deal set ${ref} title:"Set anew" amount:"USD 12k" probability:65 forecast:commit close:2026-12-15 source:Fair po:PO-7 contact:CT-1`,
    )
    expect(set.changes?.map(({ label }) => label)).toEqual([
      'Title',
      'Amount',
      'Probability',
      'Forecast',
      'Expected close',
      'Source',
      'PO number',
      'Contact',
    ])
    expect(await shown(ref)).toMatchObject({
      title: 'Set anew',
      amount: '12000.00',
      currency: 'USD',
      probability: 65,
      forecast: 'commit',
      contact: 'CT-1',
    })
    expect((await click('dana', set, 'Undo')).ok).toBe(true)
    expect(await shown(ref)).toEqual({ ...before, stale: false })
  })

  test.each([
    ['deal set DEAL-1', 'What is to change?'],
    ['deal set DEAL-1 probability:130', '100'],
    ['deal set DEAL-1 currency:XXL', 'is no currency'],
    ['deal set DEAL-1 company:Beta contact:CT-1', 'belongs to another company'],
  ])('%s is refused with the reason', async (text, reason) => {
    expect(await refused('dana', text)).toContain(reason)
  })

  test('has a title that fits a line', async () => {
    const [fits, long] = ['x'.repeat(150), 'x'.repeat(151)]
    const sentence = 'A deal’s title has at most 150 characters; this has 151.'
    const ref = await newDeal(fits)
    expect(await refused('dana', `deal new ${long} company:Acme`)).toContain(sentence)
    expect(await refused('dana', `deal set ${ref} title:${long}`)).toContain(sentence)
    expect((await shown(ref))['title']).toBe(fits)
  })

  test('moved to a stage that is not there is told those of its pipeline, each a button', async () => {
    const ref = await newDeal('Nowhere')
    const answer = await ask('dana', `deal move ${ref} to:nowhere`)
    expect(answer.reply.headline).toMatch(/^I can't find a stage “nowhere”.*Did you mean one of these\?$/)
    const names = answer.reply.table?.rows.map(({ record }) => (record as { title: string }).title)
    expect(names).toEqual(await stages())
    expect((await click('dana', answer.reply, names?.[1] ?? '')).ok).toBe(true)
    expect((await shown(ref))['stage']).toBe(names?.[1])
  })

  test('names who plays which part, from the company’s own list', async () => {
    const ref = await newDeal('People')
    const part = await say('dana', `deal contact ${ref} who:"Ada Lovelace" role:champ`)
    expect(part.headline).toBe(`Ada Lovelace is champion in ${ref} People`)
    expect((await click('dana', part, 'Undo')).ok).toBe(true)
    await say('dana', `deal contact ${ref} who:CT-1 role:"decision maker"`)
    expect(await shown(ref)).toMatchObject({ people: [{ ref: 'CT-1', role: 'Decision maker' }] })
    expect(await refused('dana', `deal contact ${ref} who:CT-1 role:astronaut`)).toContain(
      "can't find a part in a deal",
    )
  })

  test('is lost and won for reasons of the company’s own lists, which who may changes', async () => {
    const ref = await newDeal('Reasons', 'amount:1k')
    expect(await refused('dana', `deal lose ${ref} bad karma`)).toContain('bad karma')
    expect(await refused('dana', 'choice new "Bad karma" list:lost-reason')).not.toContain('is in')
    const added = await say('rita', 'choice new "Bad karma" list:lost-reason')
    const lost = await say('dana', `deal lose ${ref} bad karma note:"They said so twice"`)
    expect(lost.headline).toBe(`Lost: ${ref} Reasons (Bad karma)`)
    expect(await shown(ref)).toMatchObject({ lostReason: 'Bad karma', activities: [{ body: 'They said so twice' }] })
    const open = await say('dana', `deal reopen ${ref}`)
    expect((await click('rita', added, 'Undo')).reply.headline).toBe('“Bad karma” is no longer in lost-reason')
    // What a list no longer has was said nevertheless.
    expect((await click('dana', open, 'Undo')).ok).toBe(true)
    expect(await shown(ref)).toMatchObject({ status: 'lost', lostReason: 'Bad karma' })
    const again = await newDeal('To be won', 'amount:1k')
    await say('dana', `deal win ${again} reason:"best fit"`)
    expect(await shown(again)).toMatchObject({ wonReason: 'Best fit', ownerAtClose: 'Dana Fox' })
  })
})

describe('a pipeline', () => {
  test('is made with its stages; a deal goes to it and back, and its way is shown', async () => {
    await say('rita', 'pipeline new Partners stages:"Contact 10% 30d, Trial 40% 14d"')
    expect(await stages('Partners')).toEqual(['Contact', 'Trial', 'Won', 'Lost'])
    const ref = await newDeal('Wandering')
    desk.clock.advance(3 * DAY)
    const moved = await say('dana', `deal move ${ref} pipeline:Partners to:trial`)
    expect(moved.headline).toBe(`Moved ${ref} Wandering to Trial`)
    const card = await say('dana', `deal show ${ref}`)
    expect(card.sections?.[0]).toEqual({
      title: 'Stages so far',
      lines: ['Sales: Lead 3 days → Partners: Trial (since 0 days)'],
    })
    expect(await refused('dana', `deal move ${ref} to:negotiation`)).toContain('stage')
    await click('dana', moved, 'Undo')
    expect(await shown(ref)).toMatchObject({ stage: 'Lead', pipeline: 'Sales', daysInStage: 3 })
    expect(await refused('rita', 'pipeline remove Partners')).toContain('There are or were deals in Partners')
    expect(await refused('dana', 'pipeline new Mine')).not.toContain('New pipeline')
  })

  test('takes and loses stages in any order; deals of one that goes are told where, and come back with the undo', async () => {
    await say('rita', 'stage new Demo probability:30 rot:7 after:Qualified')
    expect(await stages()).toEqual(['Lead', 'Qualified', 'Demo', 'Proposal', 'Negotiation', 'Won', 'Lost'])
    const first = await say('rita', 'stage move Demo first:yes')
    expect((await stages())[0]).toBe('Demo')
    await click('rita', first, 'Undo')
    expect((await stages())[2]).toBe('Demo')
    const ref = await newDeal('In the demo')
    await say('dana', `deal move ${ref} to:demo`)
    desk.clock.advance(2 * DAY)
    expect(await refused('rita', 'stage remove Demo')).toContain('One deal is in Demo. Where are they to go?')
    const gone = await say('rita', 'stage remove Demo to:proposal')
    expect(gone.headline).toBe('The stage Demo is gone; 1 deal went to Proposal.')
    expect(await stages()).not.toContain('Demo')
    expect(await shown(ref)).toMatchObject({ stage: 'Proposal', daysInStage: 0 })
    expect((await click('rita', gone, 'Undo')).reply.headline).toBe('The stage Demo is back with 1 deal.')
    expect(await shown(ref)).toMatchObject({ stage: 'Demo', daysInStage: 2 })
    const set = await say('rita', 'stage set Demo name:Showing probability:35 rot:none')
    expect(set.changes?.map(({ label }) => label)).toEqual(['Name', 'Probability', 'Stale after'])
    expect((await click('rita', set, 'Undo')).ok).toBe(true)
    expect(await stages()).toContain('Demo')
  })
})

describe('a list of deals', () => {
  test('is of the stale, of those that close this month, of a team, a pipeline or a forecast category, by button as well', async () => {
    const old = await newDeal('Old one', 'amount:5k close:2026-12-20')
    desk.clock.advance(25 * DAY)
    const refs = async (text: string) =>
      ((await say('dana', text)).data as { deals: { ref: string }[] }).deals.map(({ ref }) => ref)
    const young = await newDeal('Young one', 'amount:5k close:2027-02-20')
    expect(await refs('deal list stale')).toContain(old)
    expect(await refs('deal list stale')).not.toContain(young)
    expect(await refs('deal list closing')).toContain(old)
    expect(await refs('deal list pipeline:Partners')).toEqual([])
    await say('dana', `deal set ${young} forecast:best-case`)
    expect(await refs('deal list forecast:best-case')).toEqual([young])
    const mine = await say('dana', 'deal list')
    expect(mine.actions?.map(({ label }) => label).slice(0, 4)).toEqual([
      'New deal…',
      'All',
      'Stale',
      'Closing this month',
    ])
    const stale = await click('dana', mine, 'Stale')
    expect(stale.reply.headline).toMatch(/^You have \d+ stale deals/)
  })

  test('is added up by forecast category', async () => {
    const ref = await newDeal('Promised', 'amount:10k close:2027-03-10')
    await say('dana', `deal set ${ref} forecast:commit probability:90`)
    const report = await say('rita', 'report forecast from:2027-03')
    const { rows, totals } = report.data as { rows: unknown[]; totals: unknown }
    // Of what ended in this company half was won.
    expect(rows).toEqual([
      {
        category: 'Commit',
        deals: 1,
        currency: 'EUR',
        amount: '10000.00',
        weighted: '9000.00',
        history: '5000.00',
      },
    ])
    expect(totals).toMatchObject({ weighted: '9000.00' })
  })
})
