import { expect, test } from 'vitest'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { loadJobs } from '../../../src/jobs/registry.js'
import { fromDecimal } from '../../../src/lib/money.js'
import type { Message, StateValues, View } from '../../../src/sandbox/page-api.js'
import { foundedCompany } from '../../support/company.js'
import { quietServices } from '../../support/services.js'
import { actionIdOf, testSlack, textOf } from '../../support/slack.js'
import { until } from '../../support/until.js'

const company = await foundedCompany([
  { name: 'dana', roles: ['sales'] },
  { name: 'fay', roles: ['finance'] },
  { name: 'mia', roles: ['manager'] },
])
const { db, scope, staff } = company
const slack = await testSlack(db, scope, [
  { name: 'dana', staffId: staff['dana'] ?? '' },
  { name: 'fay', staffId: staff['fay'] ?? '' },
  { name: 'mia', staffId: staff['mia'] ?? '' },
])
const [dana, fay, mia] = [slack.as('dana'), slack.as('fay'), slack.as('mia')]

const acme = await company.change(async (tx) => {
  const made = await createCompany(tx, { name: 'Acme Roofing', currency: 'EUR' })
  const ownerId = staff['dana'] ?? ''
  for (let n = 0; n < 45; n += 1)
    await createDeal(tx, {
      title: `Roof ${n} ${'of a very long street name '.repeat(4)}`,
      companyId: made.id,
      amount: fromDecimal('1000.00', 'EUR'),
      ownerId,
    })
  return made
}, 'dana')

test('a form: records are searched while typing, mistakes stand at their fields, and it is sent once', async () => {
  await dana.command('/deal new')
  const view = await dana.modal()
  const blocks = view.blocks.map((block) => block.block_id)
  expect(blocks).toEqual(expect.arrayContaining(['company', 'title', 'amount']))
  const { options } = await dana.options(view, 'company', 'acm')
  expect(options).toEqual([
    { text: { type: 'plain_text', text: expect.stringContaining('Acme Roofing') }, value: acme.id },
  ])
  const wrong = await dana.submit(view, valuesOf(view, { title: 'New roof', amount: 'plenty', company: options[0] }))
  expect(wrong).toMatchObject({ outcome: 'errors', errors: { amount: expect.stringMatching(/plenty|amount/i) } })
  const right = await dana.submit(view, valuesOf(view, { title: 'New roof', amount: '12k', company: options[0] }))
  expect(right).toMatchObject({ outcome: 'closed' })
  await dana.sees('New roof')
  const made = await company.read(
    ({ sql }) => sql`select amount_minor::int as amount from deal where title = 'New roof'`,
  )
  expect([...made]).toEqual([{ amount: 1_200_000 }])
})

test('two people with the same form: neither overwrites what the other changed without being told', async () => {
  await dana.asks(`deal new "Shared roof" company:${acme.ref} amount:10k source:fair`)
  const open = async (who: typeof dana) => {
    await who.click(await who.asks('deal show "Shared roof"'), 'Change…')
    return who.modal((view) => JSON.stringify(view).includes('Shared roof'))
  }
  const [hers, theirs] = [await open(dana), await open(mia)]
  expect(await mia.submit(theirs, asShown(theirs, { amount: '20k' }))).toMatchObject({ outcome: 'closed' })
  await mia.sees('Shared roof is changed')
  const entered = asShown(hers, { amount: '15k', source: 'phone' })
  expect(await dana.submit(hers, entered)).toMatchObject({
    outcome: 'errors',
    errors: { amount: expect.stringMatching(/^mia changed this to “20000.00 EUR” .*Submit again/i) },
  })
  const stored = () =>
    company.read(({ sql }) => sql`select amount_minor::int, source from deal where title = 'Shared roof'`)
  expect([...(await stored())]).toEqual([{ amount_minor: 2_000_000, source: 'fair' }])
  expect(await dana.submit(hers, asShown(hers, { source: 'phone' }))).toMatchObject({ outcome: 'closed' })
  await dana.sees('Shared roof is changed')
  expect([...(await stored())]).toEqual([{ amount_minor: 2_000_000, source: 'phone' }])
})

test('a long list is turned, had as a file, and each of its records opened from where it stands', async () => {
  await company.change(async (tx) => {
    for (let n = 10; n < 40; n += 1)
      await createCompany(tx, { name: `Branch ${n}`, currency: 'EUR', ownerId: staff['dana'] ?? '' })
  }, 'dana')
  const list = await dana.asks('company list')
  expect(textOf(list)).not.toContain('Branch 39')
  await dana.choose(list, 'CO-3 ')
  await dana.sees(/\*CO-3 Branch 11: /)
  const again = await dana.asks('company list')
  await dana.click(again, 'Next 5')
  const second = await dana.sees((message) => textOf(message).includes('Branch 39'))
  expect(textOf(second)).not.toContain('Branch 12')
  await dana.click(second, 'All as a file')
  const file = await until(async () => {
    const found = (await dana.state()).messages
      .flatMap((each) => each.files)
      .find((each) => each.name === 'companies.csv')
    if (!found) throw new Error('no CSV yet')
    return found
  })
  const csv = await (await fetch(`${slack.sandboxUrl}${file.url}`)).text()
  expect(csv.trim().split('\n')).toHaveLength(1 + 30)
  const found = await dana.asks('search branch')
  await dana.click(found, 'All companies')
  await dana.sees((message) => textOf(message).includes('30 records') && textOf(message).includes('Branch 25'))
})

test('Home shows a few of many, and all of them when asked', async () => {
  const home = await dana.home()
  await dana.clickView(home, 'Show all')
  await dana.modal((view) => JSON.stringify(view).includes('Roof 20'))
})

test('a form that a command opens too late for Slack is offered by a button instead', async () => {
  await slack.fault({ on: 'call', name: 'views.open', kind: 'error', error: 'expired_trigger_id' })
  await dana.command('/deal new "Late roof"')
  const asked = await dana.sees(/Open the form/)
  await dana.click(asked, 'Open the form')
  const view = await dana.modal((opened) => JSON.stringify(opened).includes('Late roof'))
  expect(view.blocks.map((block) => block.block_id)).toContain('company')
})

test('a form is answered before its work is done', async () => {
  await dana.command('/deal new "Slow roof"')
  const view = await dana.modal((opened) => JSON.stringify(opened).includes('Slow roof'))
  const { options } = await dana.options(view, 'company', 'acm')
  let letGo = () => {}
  const untilLetGo = new Promise<void>((resolve) => (letGo = resolve))
  let holding: Promise<unknown> = Promise.resolve()
  await new Promise<void>((held) => {
    holding = company.change(async (tx) => {
      await tx.prisma.$executeRaw`lock table deal in share row exclusive mode`
      held()
      await untilLetGo
    })
  })
  const sent = await dana.submit(view, valuesOf(view, { title: 'Slow roof', amount: '12k', company: options[0] }))
  expect(sent).toMatchObject({ outcome: 'closed' })
  letGo()
  await holding
  await dana.sees('Slow roof')
})

test('where words bring no trigger, what is missing is asked for with a button that opens the form', async () => {
  const asked = await dana.asks('deal new "Another roof"')
  await dana.click(asked, 'Open the form')
  const view = await dana.modal((opened) => JSON.stringify(opened).includes('Another roof'))
  expect(view.blocks.map((block) => block.block_id)).toContain('company')
})

test('a long table shows what fits and brings the whole as CSV when asked', async () => {
  await company.change((tx) =>
    tx.prisma.account.createMany({
      data: Array.from({ length: 20 }, (_, n) => {
        const name = `Bank ${n}`
        return {
          workspaceId: scope.workspaceId,
          id: tx.newId(),
          code: `19${n + 10}`,
          name,
          nameKey: name.toLowerCase(),
          kind: 'asset',
        }
      }),
    }),
  )
  const answer = await fay.asks('account list')
  expect(textOf(answer)).toMatch(/Rows 1 to 40 of \d+/)
  await slack.fault({ on: 'call', name: 'files.completeUploadExternal', kind: 'lost' })
  await fay.click(answer, 'As file')
  const file = await until(async () => {
    const found = (await fay.state()).messages.flatMap((each) => each.files).find((each) => each.name === 'table.csv')
    if (!found) throw new Error('no CSV yet')
    return found
  })
  await until(async () => expect(await unhandled()).toHaveLength(0))
  expect((await slack.stored('fay')).filter((message) => message.files.length > 0)).toHaveLength(1)
  const csv = await (await fetch(`${slack.sandboxUrl}${file.url}`)).text()
  const [row] = await company.read(({ sql }) => sql<{ count: number }[]>`select count(*)::int as count from account`)
  expect(csv.trim().split('\n')).toHaveLength((row?.count ?? 0) + 1)
})

test('a chart stands in the answer as an uploaded picture', async () => {
  const answer = await dana.asks('/report pipeline')
  const image = answer.blocks.find((block) => block.type === 'image')
  const picture = await fetch(`${slack.sandboxUrl}${String(image?.['image_url'])}`)
  expect(picture.headers.get('content-type')).toBe('image/png')
})

test('where Slack will not show the picture yet, it waits, and sends it beside the answer at last', async () => {
  const showsPicture = (answer: Message) => answer.blocks.some((block) => block.type === 'image')
  await slack.fault({ on: 'call', name: 'chat.postMessage', kind: 'error', error: 'invalid_blocks', times: 1 })
  expect(showsPicture(await dana.asks('report pipeline'))).toBe(true)

  await slack.fault({ on: 'call', name: 'chat.postMessage', kind: 'error', error: 'invalid_blocks', times: 2 })
  expect(showsPicture(await dana.asks('report pipeline'))).toBe(false)
  await dana.sees((message) => message.files.some((file) => file.name === 'chart.png'))

  await slack.fault({
    on: 'call',
    name: 'files.getUploadURLExternal',
    kind: 'error',
    error: 'internal_error',
    times: 1,
  })
  expect(showsPicture(await dana.asks('report pipeline'))).toBe(false)
  await until(async () => expect(await sharedCharts()).toHaveLength(2))
})

const sharedCharts = async () =>
  (await dana.state()).messages.filter((message) => message.files.some((file) => file.name === 'chart.png'))

test('a document comes as a file in the asker’s own direct messages', async () => {
  const invoice = await company.change(async (tx) => {
    const lines = [{ description: 'Roof', quantityMilli: 1000n, unitPriceMinor: 100_00n }]
    const draft = await draftInvoice(tx, { companyId: acme.id, draftDate: '2026-11-02', lines })
    return issueInvoice(tx, draft.id, '2026-11-02')
  }, 'fay')
  await fay.command(`/invoice pdf ${invoice.number}`)
  const dm = await fay.dm()
  const shared = await fay.sees((message) => message.files.some((file) => file.filetype === 'pdf'))
  expect(shared).toMatchObject({ channel: dm, files: [{ mimetype: 'application/pdf' }] })
})

test('where the app is no part of a conversation, what a form, a shortcut and a file come to stands in the direct messages', async () => {
  const elsewhere = slack.channels['elsewhere'] ?? ''
  const [dm, between] = [await dana.dm(), await dana.dm(fay.id)]
  const noted = async (channel: string, words: string) => {
    await dana.command('/deal note DEAL-1', channel)
    const view = await dana.modal((opened) => JSON.stringify(opened).includes('Roof 0'))
    expect(await dana.submit(view, valuesOf(view, { note: words }))).toMatchObject({ outcome: 'closed' })
    expect(await dana.sees(words)).toMatchObject({ channel: dm, ephemeral: false })
  }
  await noted(elsewhere, 'Said in general')
  await noted(between, 'Said between two')

  const ts = await dana.say('They rang about the gutter', elsewhere)
  await dana.shortcut('log_to_record', { channel: elsewhere, ts })
  const view = await dana.modal()
  const { options } = await dana.options(view, 'record', 'acme')
  const record = { [actionIdOf(view, 'record')]: { type: 'external_select', selected_option: options[0] ?? null } }
  expect(await dana.submit(view, { record })).toMatchObject({ outcome: 'closed' })
  expect(await dana.sees(/rang about the gutter/)).toMatchObject({ channel: dm })

  const files = async () => (await slack.stored('fay')).filter((message) => message.files.length > 0).length
  const before = await files()
  await fay.command('/daybook account list', between)
  const list = await fay.sees((message) => message.channel === between && textOf(message).includes('As file'))
  await fay.click(list, 'As file')
  await until(async () => expect(await files()).toBe(before + 1))
  await until(async () => expect(await unhandled()).toHaveLength(0))
})

test('a 429 and a 5xx of Slack delay an answer and don’t lose it', async () => {
  await slack.fault({ on: 'call', name: 'chat.postMessage', kind: 'ratelimited', retryAfter: 1 })
  await slack.fault({ on: 'call', name: 'chat.postMessage', kind: 'server_error' })
  expect(textOf(await dana.asks('search acme'))).toContain('Acme Roofing')
  await slack.fault({ on: 'call', name: 'response_url', kind: 'server_error', times: 2 })
  expect(await dana.asks('/company show Acme Roofing')).toMatchObject({ ephemeral: true })
})

test('an answer whose response_url is dead goes to the conversation itself', async () => {
  await slack.fault({ on: 'call', name: 'response_url', kind: 'server_error', times: 3 })
  expect(await fay.asks('/company show Acme Roofing')).toMatchObject({ ephemeral: true })
  expect(await slack.log('call', 'chat.postEphemeral')).not.toHaveLength(0)
})

test('whom a crash left without an answer is told once, after a minute, and nothing is done again', async () => {
  const { jobs } = await loadJobs()
  const job = jobs.find((each) => each.name === 'slack-unanswered')
  const context = {
    db,
    scope,
    services: { ...quietServices, chat: slack.face.chat },
    log: db.log,
    kind: 'slack.unanswered',
    outboxId: '',
  }
  await until(async () => expect(await unhandled()).toHaveLength(0))
  // What a process that died after the acknowledgement leaves: recorded as it was asked, never noted as handled.
  await dana.asks('/deal move DEAL-2 to:qualified')
  await until(async () => expect(await unhandled()).toHaveLength(0))
  const asked = { command: '/deal', text: 'move DEAL-2 to:qualified', user_id: dana.id }
  await company.change(async (tx) => {
    const newest = await tx.prisma.inboundEvent.findFirstOrThrow({ orderBy: { id: 'desc' } })
    const { workspaceId, id } = newest
    await tx.prisma.inboundEvent.updateMany({ where: { workspaceId, id }, data: { handledAt: null, payload: asked } })
  })
  await job?.run(context, {})
  expect(await unhandled()).toHaveLength(1)
  company.clock.advance(90_000)
  await Promise.allSettled([job?.run(context, {}), job?.run(context, {})])
  await job?.run(context, {})
  const dm = await dana.dm()
  const told = await dana.sees(/I was interrupted before I could answer “\/deal move/)
  expect(told.channel).toBe(dm)
  const all = (await slack.stored('dana')).filter((each) => each.text.includes('interrupted'))
  expect(all).toHaveLength(1)
  expect(await unhandled()).toHaveLength(0)
})

const unhandled = () => company.read(({ sql }) => sql`select id from inbound_event where handled_at is null`)

type Entered = Record<string, string | { text: object; value: string } | undefined>

/** What a person has put into a form's fields, as Slack reports it. */
function valuesOf(view: View, entered: Entered): StateValues {
  const inputs = view.blocks.filter((block) => block.type === 'input')
  return Object.fromEntries(
    inputs.map((block) => {
      const { type, action_id } = block['element'] as { type: string; action_id: string }
      const value = entered[block.block_id ?? '']
      const state =
        type === 'external_select' ? { type, selected_option: value ?? null } : { type, value: value ?? null }
      return [block.block_id, { [action_id]: state }]
    }),
  ) as StateValues
}

/** A form that was left as it opened, but for these texts. */
function asShown(view: View, entered: Readonly<Record<string, string>>): StateValues {
  const inputs = view.blocks.filter((block) => block.type === 'input')
  return Object.fromEntries(
    inputs.map((block) => {
      const { type, action_id, ...initial } = block['element'] as Record<string, string>
      const { initial_value: value = null, initial_date: selected_date = null, initial_option = null } = initial
      const text = entered[block.block_id ?? ''] ?? value
      return [
        block.block_id,
        { [action_id ?? '']: { type, value: text, selected_date, selected_option: initial_option } },
      ]
    }),
  ) as StateValues
}
