import { beforeAll, describe, expect, test } from 'vitest'
import { moveDeal } from '../../../src/domain/crm/move-deal.js'
import { openSalesDesk } from './sales-desk.js'

const DAY = 24 * 60 * 60 * 1000
const desk = await openSalesDesk()
const { say, click, ask } = desk

const shown = async (ref: string) => (await say('dana', `deal show ${ref}`)).data as Record<string, unknown>

async function newDeal(title: string, more = ''): Promise<string> {
  const reply = await say('dana', `deal new "${title}" company:Acme ${more}`)
  return (reply.data as { ref: string }).ref
}

beforeAll(async () => {
  await say('dana', 'company new "Acme Industries" domain:acme.example')
})

describe('a deal', () => {
  test('begins in the first stage and is found by its name', async () => {
    const ref = await newDeal('Acme renewal', 'amount:50k close:2026-12-15')
    expect(ref).toMatch(/^DEAL-\d+$/)
    expect(await shown('"acme ren"')).toMatchObject({
      ref,
      stage: 'Lead',
      amount: '50000.00',
      currency: 'EUR',
      expectedClose: '2026-12-15',
      owner: 'Dana Fox',
      probability: 10,
    })
  })

  test('is asked where to by its stages, and moves at a press with what else was said', async () => {
    const ref = await newDeal('Whither', 'amount:10k')
    const { reply: asked } = await ask('dana', `deal move ${ref} amount:11k`)
    expect(asked.headline).toBe(`Where to? ${ref} Whither is in Lead.`)
    expect(asked.actions?.map(({ label }) => label)).toEqual(['Qualified', 'Proposal', 'Negotiation'])
    expect(await shown(ref)).toMatchObject({ stage: 'Lead', amount: '10000.00' })
    await click('dana', asked, 'Proposal')
    expect(await shown(ref)).toMatchObject({ stage: 'Proposal', amount: '11000.00' })
  })

  test('moves with a new amount, and the undo puts both back, the time in the stage as well', async () => {
    const ref = await newDeal('Moving', 'amount:10k')
    desk.clock.advance(5 * DAY)
    const moved = await say('dana', `deal move ${ref} to:negotiation amount:12k`)
    expect(moved.changes).toMatchObject([
      { label: 'Stage', before: 'Lead', after: 'Negotiation' },
      { label: 'Amount', before: { money: { minor: 1_000_000n } }, after: { money: { minor: 1_200_000n } } },
    ])
    expect(moved.reference).toBeTruthy()
    expect(await shown(ref)).toMatchObject({ stage: 'Negotiation', daysInStage: 0 })
    const undone = await click('dana', moved, 'Undo')
    expect(undone).toMatchObject({ ok: true })
    expect(await shown(ref)).toMatchObject({ stage: 'Lead', amount: '10000.00', daysInStage: 5 })
  })

  test('an undone new deal is in no list, no sum and no search', async () => {
    const made = await say('dana', 'deal new "Begun by mistake" company:Acme amount:70k')
    expect(JSON.stringify((await say('dana', 'deal list status:any')).data)).toContain('Begun by mistake')
    expect(await click('dana', made, 'Undo')).toMatchObject({ ok: true })
    expect(JSON.stringify((await say('dana', 'deal list status:any')).data)).not.toContain('Begun by mistake')
    expect((await say('dana', 'search mistake')).data).toMatchObject({ results: [] })
  })

  test('an undo of a first amount takes the amount away again', async () => {
    const ref = await newDeal('No amount yet')
    const moved = await say('dana', `deal move ${ref} to:proposal amount:9k`)
    await click('dana', moved, 'Undo')
    expect(await shown(ref)).toMatchObject({ stage: 'Lead', amount: null })
  })

  test('an undo is refused once somebody changed the deal', async () => {
    const ref = await newDeal('Contested', 'amount:1k')
    const moved = await say('dana', `deal move ${ref} to:qualified`)
    await say('rita', `deal next ${ref} Call them`)
    const late = await click('dana', moved, 'Undo')
    expect(late.ok).toBe(false)
    expect(late.reply.headline).toContain('Rita Moreno')
    expect(await shown(ref)).toMatchObject({ stage: 'Qualified' })
  })

  test('is not changed by a button of how it was: that says who did what since', async () => {
    const ref = await newDeal('Pressed late')
    const seen = await say('dana', `deal show ${ref}`)
    await say('rita', `deal set ${ref} amount:9k`)
    const late = await click('dana', seen, 'Win')
    expect(late).toMatchObject({ ok: false })
    expect(late.reply.headline).toMatch(
      /^Rita Moreno changed amount.* This button is no longer safe, so nothing was done/,
    )
    expect(await shown(ref)).toMatchObject({ status: 'open' })
    const now = await say('dana', `deal show ${ref}`)
    const won = await click('dana', now, 'Win')
    expect(won).toMatchObject({ ok: true })
    await click('dana', won.reply, 'Undo')
  })

  test('is won, reopened where it stood, and lost with a reason', async () => {
    const ref = await newDeal('To be won', 'amount:20k')
    await say('dana', `deal move ${ref} to:proposal`)
    const won = await say('dana', `deal win ${ref}`)
    expect(won.headline).toBe(`Won: ${ref} To be won, 20,000.00 EUR`)
    expect(await shown(ref)).toMatchObject({ status: 'won', stage: 'Won', closedOn: '2026-11-28' })
    await click('dana', won, 'Undo')
    expect(await shown(ref)).toMatchObject({ status: 'open', stage: 'Proposal', closedOn: null })
    const lost = await say('dana', `deal lose ${ref} too expensive`)
    expect(lost.headline).toContain('Too expensive')
    expect(await shown(ref)).toMatchObject({ status: 'lost', lostReason: 'Too expensive' })
    const reopened = await say('dana', `deal reopen ${ref}`)
    await click('dana', reopened, 'Undo')
    expect(await shown(ref)).toMatchObject({ status: 'lost', lostReason: 'Too expensive', closedOn: '2026-11-28' })
  })

  test.each([
    ['deal move DEAL-1 to:won', 'deal win DEAL-1'],
    ['deal move DEAL-1 to:lost', 'reason:'],
    ['deal move DEAL-1 to:lead', 'in Lead already'],
    ['deal lose DEAL-1', 'reason'],
    ['deal win DEAL-1 on:2026-12-24', 'still to come'],
    ['deal move DEAL-1 to:nirvana', 'stage'],
    ['deal show DEAL-999', 'DEAL-999'],
  ])('%s is refused with what to do', async (text, hint) => {
    const answer = await ask('dana', text)
    expect(answer.ok).toBe(false)
    expect(`${answer.reply.headline} ${answer.reply.text ?? ''}`).toContain(hint)
  })

  test('takes notes, a next step and a new owner, each with its undo', async () => {
    const ref = await newDeal('Busy')
    const noted = await say('dana', `deal note ${ref} They want a longer term`)
    expect(await shown(ref)).toMatchObject({ activities: [{ body: 'They want a longer term', by: 'Dana Fox' }] })
    expect(await click('rita', noted, 'Undo')).toMatchObject({ ok: false })
    expect(await click('dana', noted, 'Undo')).toMatchObject({ ok: true })
    expect(await shown(ref)).toMatchObject({ activities: [] })
    const next = await say('dana', `deal next ${ref} Send the contract by:2026-12-01`)
    expect(await shown(ref)).toMatchObject({ nextStep: 'Send the contract', nextStepDue: '2026-12-01' })
    await click('dana', next, 'Undo')
    expect(await shown(ref)).toMatchObject({ nextStep: null, nextStepDue: null })
    const given = await say('dana', `deal assign ${ref} to:rita@lindenhof.test`)
    expect(await shown(ref)).toMatchObject({ owner: 'Rita Moreno' })
    await click('dana', given, 'Undo')
    expect(await shown(ref)).toMatchObject({ owner: 'Dana Fox' })
  })

  test('that is won becomes a draft invoice once', async () => {
    const ref = await newDeal('To be billed', 'amount:1500')
    const won = await say('dana', `deal win ${ref}`)
    const drafted = await click('dana', won, 'Draft invoice')
    expect(drafted).toMatchObject({ ok: true })
    expect(drafted.reply.headline).toMatch(/^Drafted DRAFT-\d+ for DEAL/)
    expect(await shown(ref)).toMatchObject({ invoices: [{ status: 'draft' }] })
    expect((await ask('dana', `deal invoice ${ref}`)).reply.headline).toContain('already')
    const card = await say('dana', `deal show ${ref}`)
    const buttons = [expect.stringMatching(/^Show DRAFT-/), 'Reopen', 'Note…', 'Log a call…', 'Change…', 'Task…']
    expect(card.actions?.map(({ label }) => label)).toEqual(buttons)
  })
})

describe('a list of deals', () => {
  test('is of mine and open unless asked otherwise, with totals by currency', async () => {
    await say('rita', 'deal new "Rita’s own" company:Acme amount:"USD 700"')
    const mine = await say('rita', 'deal')
    expect(mine.headline).toBe('You have 1 open deal: 700.00 USD')
    const won = await say('dana', 'deal list status:won')
    expect(won.data).toMatchObject({ count: 1, totals: [{ currency: 'EUR', amount: '1500.00', count: 1 }] })
    const all = await say('dana', 'deal list all stage:negotiation')
    expect(all.headline).toBe('There are no open deals in Negotiation')
    const acme = await say('finn', 'deal list company:Acme')
    const { totals } = acme.data as { totals: readonly Record<string, unknown>[] }
    expect(totals).toContainEqual({ currency: 'USD', amount: '700.00', count: 1 })
    expect(acme.table?.columns.map(({ key }) => key)).toContain('owner')
  })

  test('marks what is longer in its stage than the pipeline allows', async () => {
    desk.clock.advance(40 * DAY)
    const list = await say('dana', 'deal list')
    expect(list.notes?.[0]).toMatch(/stale/)
    expect(list.table?.rows[0]?.['age']).toMatch(/\(stale\)$/)
  })

  test('is not for who may not see deals', async () => {
    const answer = await ask('hugo', 'deal list')
    expect(answer.ok).toBe(false)
  })
})

test('two who move a deal at the same moment: one does, the other is told', async () => {
  const ref = await newDeal('Raced')
  const { id } = await desk.change((tx) => tx.prisma.deal.findFirstOrThrow({ where: { ref } }))
  const [proposal, qualified] = await desk.read(
    (read) => read.sql<{ id: string }[]>`
    select id from stage where name_key in ('proposal', 'qualified') order by name_key`,
  )
  const waiting = () => desk.read((read) => read.sql`select from pg_locks where not granted`)
  let second: Promise<unknown> = Promise.resolve()
  await desk.change(async (tx) => {
    await moveDeal(tx, id, proposal?.id ?? '')
    second = desk.change((other) => moveDeal(other, id, qualified?.id ?? '')).catch((error: unknown) => error)
    await expect.poll(waiting).not.toHaveLength(0)
  })
  expect(await second).toMatchObject({ code: 'conflict' })
  expect(await shown(ref)).toMatchObject({ stage: 'Proposal' })
})

test('every change of stage is recorded, and what others must hear of is in the outbox', async () => {
  const [deal] = await desk.read(
    (read) => read.sql<{ steps: string[]; kinds: string[] }[]>`
    select array(select coalesce(f.name, '-') || ' → ' || t.name from stage_change c
             left join stage f on f.workspace_id = c.workspace_id and f.id = c.from_stage_id
             join stage t on t.workspace_id = c.workspace_id and t.id = c.to_stage_id
            where c.deal_id = d.id order by c.id) as steps,
           array(select o.kind from outbox o where o.data ->> 'dealId' = d.id::text order by o.id) as kinds
      from deal d where d.title = 'To be won'`,
  )
  expect(deal).toEqual({
    steps: [
      '- → Lead',
      'Lead → Proposal',
      'Proposal → Won',
      'Won → Proposal',
      'Proposal → Lost',
      'Lost → Proposal',
      'Proposal → Lost',
    ],
    kinds: ['deal.moved', 'deal.won', 'deal.reopened', 'deal.lost', 'deal.reopened', 'deal.lost'],
  })
})
