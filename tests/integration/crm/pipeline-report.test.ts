import { beforeAll, describe, expect, test } from 'vitest'
import { openSalesDesk } from './sales-desk.js'

const desk = await openSalesDesk()
const { say, ask, click } = desk

beforeAll(async () => {
  await say('dana', 'company new Acme')
  await say('dana', 'deal new Small company:Acme amount:1000.05 stage:lead')
  await say('dana', 'deal new Large company:Acme amount:20k stage:negotiation')
  await say('dana', 'deal new Dollars company:Acme amount:"USD 500" stage:negotiation')
  await say('dana', 'deal new Unpriced company:Acme stage:lead')
  await say('rita', 'deal new Ritas company:Acme amount:300 stage:proposal')
  await say('rita', 'deal new Gone company:Acme amount:99999')
  await say('rita', 'deal win Gone')
})

describe('report pipeline', () => {
  test('gives the contract’s JSON: every open stage, base currency in totals, others said', async () => {
    const { data } = await say('rita', 'report pipeline')
    expect(data).toMatchObject({
      report: 'pipeline',
      currency: 'EUR',
      asOf: '2026-11-23',
      from: null,
      to: null,
      columns: [
        { key: 'stage', label: 'Stage', type: 'text' },
        { key: 'probability', label: 'Probability', type: 'percent' },
        { key: 'deals', label: 'Deals', type: 'number' },
        { key: 'currency', label: 'Currency', type: 'text' },
        { key: 'amount', label: 'Amount', type: 'money' },
        { key: 'weighted', label: 'Weighted', type: 'money' },
      ],
      rows: [
        { stage: 'Lead', probability: 10, deals: 2, currency: 'EUR', amount: '1000.05', weighted: '100.01' },
        { stage: 'Qualified', probability: 25, deals: 0, currency: 'EUR', amount: '0.00', weighted: '0.00' },
        { stage: 'Proposal', probability: 50, deals: 1, currency: 'EUR', amount: '300.00', weighted: '150.00' },
        { stage: 'Negotiation', probability: 75, deals: 1, currency: 'EUR', amount: '20000.00', weighted: '15000.00' },
        { stage: 'Negotiation', probability: 75, deals: 1, currency: 'USD', amount: '500.00', weighted: '375.00' },
      ],
      totals: { stage: 'Total', deals: 4, currency: 'EUR', amount: '21300.05', weighted: '15250.01' },
    })
    expect((data as { notes: string[] }).notes).toEqual([
      '500.00 USD is not in the totals: no rate of USD to EUR is kept.',
      '1 of the deals has no amount yet: counted, but adding nothing.',
    ])
  })

  test('has a bar for each stage, and a button that lists what is behind it', async () => {
    const reply = await say('rita', 'report pipeline')
    expect(reply.headline).toBe('Pipeline by stage: 4 open deals, 21,300.05 EUR, weighted 15,250.01 EUR')
    expect(reply.chart).toMatchObject({
      kind: 'bar',
      unit: 'EUR',
      categories: ['Lead', 'Qualified', 'Proposal', 'Negotiation'],
      series: [{ values: [1000.05, 0, 300, 20000] }, { values: [100.01, 0, 150, 15000] }],
    })
    const explained = await say('rita', 'report explain pipeline row:Proposal')
    expect(explained.data).toEqual({
      report: 'pipeline',
      rows: [
        { label: 'Proposal', command: 'report deals where status:open stage:"Proposal" pipeline:"Sales" currency:EUR' },
      ],
    })
    const behind = await click('rita', reply, 'Proposal')
    expect(behind.reply.table?.rows).toMatchObject([{ record: { title: 'Ritas' } }])
  })

  test('narrows to an owner and runs by name as well', async () => {
    const { data } = await say('rita', 'report run pipeline owner:rita@lindenhof.test')
    expect(data).toMatchObject({ totals: { deals: 1, amount: '300.00' } })
  })

  test('is a file as well, asked for or by a button, and says so in each face’s words', async () => {
    const asked = await say('rita', 'report pipeline as:csv')
    expect(asked.chart).toBeUndefined()
    expect(asked.files?.map(({ name, contentType }) => [name, contentType])).toEqual([
      ['pipeline-2026-11-23.csv', 'text/csv'],
    ])
    const lines = new TextDecoder().decode(asked.files?.[0]?.bytes).split('\r\n')
    expect(lines[1]).toBe('Lead,10,2,EUR,1000.05,EUR,100.01,EUR')
    expect(lines).toContainEqual(expect.stringMatching(/^Books,/))
    const clicked = await click('rita', await say('rita', 'report pipeline owner:rita@lindenhof.test'), 'XLSX')
    expect(clicked.reply.files?.[0]?.name).toBe('pipeline-2026-11-23.xlsx')
    expect(clicked.reply.notes?.join(' ')).toContain('Owner: Rita')
    const run = await say('rita', 'report run pipeline as:png')
    expect([...(run.files?.[0]?.bytes.subarray(1, 4) ?? [])]).toEqual([...Buffer.from('PNG')])
    expect((await ask('rita', 'report trial-balance as:png')).reply.headline).toContain('has nothing to draw')
  })

  test('keeps what it said', async () => {
    const { data } = await say('rita', 'report pipeline')
    const { run, ...said } = data as { run: string }
    const [kept] = await desk.read(
      (read) => read.sql`
      select name, result, by_id as "byId", seal_number as seal from report_run where id = ${run}`,
    )
    expect(kept).toEqual({ name: 'pipeline', result: said, byId: desk.staff.rita, seal: null })
  })
})

describe('reports', () => {
  test('are listed as far as one may run them', async () => {
    const names = async (who: 'dana' | 'rita') =>
      ((await say(who, 'report')).data as { reports: { name: string }[] }).reports.map(({ name }) => name)
    expect(await names('dana')).toContain('pipeline')
    expect(await names('dana')).not.toContain('trial-balance')
    expect(await names('rita')).toEqual(expect.arrayContaining(['pipeline', 'receivables-ageing', 'trial-balance']))
  })

  test('a ledger report names its seal, and sums to zero', async () => {
    const { data } = await say('rita', 'report trial-balance')
    expect(data).toMatchObject({ report: 'trial-balance', seal: '0', totals: { balance: '0.00' } })
  })

  test.each([
    ['dana', 'report trial-balance'],
    ['dana', 'report run trial-balance'],
    ['rita', 'report run pipelin'],
    ['rita', 'report run pipeline seal:3'],
  ] as const)('%s: %s is refused', async (who, text) => {
    expect((await ask(who, text)).ok).toBe(false)
  })
})
