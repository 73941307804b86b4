import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { findRoles, replaceRoles, saveCapabilities } from '../../../src/domain/people/role-store.js'
import { updateStaff } from '../../../src/domain/people/staff-store.js'
import { fromDecimal } from '../../../src/lib/money.js'
import { foundedCompany } from '../../support/company.js'
import { actionIdOf, SIGNING_SECRET, testSlack, textOf } from '../../support/slack.js'
import { until } from '../../support/until.js'

const company = await foundedCompany([
  { name: 'dana', roles: ['sales'] },
  { name: 'fay', roles: ['finance'] },
  { name: 'max', roles: ['manager'] },
])
const { db, scope, staff } = company
const slack = await testSlack(db, scope, [
  { name: 'dana', staffId: staff['dana'] ?? '' },
  { name: 'fay', staffId: staff['fay'] ?? '' },
  { name: 'max', staffId: staff['max'] ?? '' },
  { name: 'stranger' },
])
const [dana, fay, max] = [slack.as('dana'), slack.as('fay'), slack.as('max')]
const finance = slack.channels['finance'] ?? ''

const HOSTILE = 'Müller & Söhne <script> *bold* _x_ `y` "z" <!channel> <@U1>'
const HEBREW = 'שלום בע״מ'

const deals = await company.change(async (tx) => {
  const acme = await createCompany(tx, { name: HOSTILE, currency: 'EUR', ownerId: staff['dana'] ?? null })
  const shalom = await createCompany(tx, { name: HEBREW, currency: 'EUR' })
  const of = (companyId: string, title: string) =>
    createDeal(tx, { title, companyId, amount: fromDecimal('12000.00', 'EUR'), ownerId: staff['dana'] ?? '' })
  return { acme: await of(acme.id, 'Roof & <Solar>'), shalom: await of(shalom.id, HEBREW), companyId: acme.id }
}, 'dana')

test('a slash command is answered to the asker alone, with names shown as they are', async () => {
  await dana.command(`/deal show ${deals.acme.ref}`)
  const answer = await dana.sees('Roof &amp; &lt;Solar&gt;')
  expect(answer).toMatchObject({ ephemeral: true, channel: finance })
  expect(textOf(answer)).toContain('Müller &amp; Söhne &lt;script&gt;')
  // Plain text wakes nobody as it is, and would show an escape.
  const marked = JSON.stringify(answer.blocks, (_, value: { type?: string } | null) =>
    value?.type === 'plain_text' ? null : value,
  )
  expect(marked).not.toMatch(/<[!@]/)
  expect((await fay.state()).messages).toEqual([])
  await dana.command(`/deal show ${deals.shalom.ref}`)
  await dana.sees(HEBREW)
})

test('a change comes with Undo, and its button takes it back once', async () => {
  await dana.command(`/deal move ${deals.acme.ref} to:qualified`)
  const moved = await dana.sees(/Qualified/)
  expect(await stageOf(deals.acme.id)).toBe('Qualified')
  await dana.click(moved, 'Undo')
  await dana.sees((message) => message.ts === moved.ts && !textOf(message).includes('Undo'))
  expect(await stageOf(deals.acme.id)).not.toBe('Qualified')
})

test('a mention is answered where it stands, a direct message beneath it, with addresses as they were typed', async () => {
  const ts = await dana.say(`<@${slack.bot}> deal show ${deals.acme.ref}`, finance)
  const beside = await dana.sees((message) => message.ephemeral === true && message.ts > ts)
  expect(beside.threadTs).toBeUndefined()
  await dana.say(`<@${slack.bot}> deal show ${deals.acme.ref}`, finance, ts)
  expect(await dana.sees((message) => message.threadTs === ts && message.user === slack.bot)).toMatchObject({
    ephemeral: true,
  })
  const dm = await dana.dm()
  await dana.say('contact new "Jo Lind" email:<mailto:jo@acme.example|jo@acme.example>', dm)
  expect(await dana.sees(/Jo Lind/)).toMatchObject({ channel: dm, ephemeral: false })
  const [address] = await company.read(
    ({ sql }) => sql<{ key: string }[]>`select address_key as key from contact_address`,
  )
  expect(address?.key).toBe('jo@acme.example')
})

test('a consequential command is shown first and done by its own button, once', async () => {
  const draft = await company.change((tx) =>
    draftInvoice(tx, {
      companyId: deals.companyId,
      draftDate: '2026-11-02',
      lines: [{ description: 'Roof', quantityMilli: 1000n, unitPriceMinor: 100_00n }],
    }),
  )
  await fay.command(`/invoice issue ${draft.ref}`)
  const preview = await fay.sees(new RegExp(draft.ref))
  await fay.click(preview, 'Cancel')
  await fay.sees(/Cancelled. Nothing was done/)
  await fay.command(`/invoice issue ${draft.ref}`)
  const again = await fay.sees((message) => isNewer(message, preview) && textOf(message).includes('Cancel'))
  const confirm = await lastConfirmation()
  await fay.click(again, 'Issue')
  await fay.sees((message) => message.ts === again.ts && !textOf(message).includes('Cancel'))
  const [issued] = await company.read(
    ({ sql }) => sql<{ status: string }[]>`select status from invoice where id = ${draft.id}`,
  )
  expect(issued?.status).toBe('issued')
  // The same button once more, as from a second window that still shows it.
  expect(await clickAgain(fay.id, confirm)).toBe(200)
  await fay.sees(/already|faster/i)
  expect(await company.read(({ sql }) => sql`select from journal_entry`)).toHaveLength(1)
})

test('somebody without the permission reads the same as for a record that is not there', async () => {
  await dana.command('/report trial-balance')
  const refused = textOf(await dana.sees(/trial-balance/))
  expect(refused).not.toMatch(/Debit|Credit/)
})

test('what somebody’s roles, a role or their leaving changes counts with their very next command', async () => {
  const show = `/deal show ${deals.acme.ref}`
  const asks = async (command: string, expected: RegExp) => {
    await max.command(command)
    await max.sees(
      (message) => expected.test(textOf(message)) && !heard.has(message.ts) && Boolean(heard.add(message.ts)),
    )
  }
  const heard = new Set((await max.state()).messages.map(({ ts }) => ts))
  const maxId = staff['max'] ?? ''
  await asks(show, /Roof/)
  await company.change((tx) => replaceRoles(tx, maxId, ['department']))
  await asks(show, /can(’|')t find/i)
  await company.change(async (tx) => {
    const [role] = await findRoles(tx, ['department'])
    await saveCapabilities(tx, role?.id ?? '', ['self', 'deal.read'])
  })
  await asks(show, /Roof/)
  await company.change((tx) => updateStaff(tx, maxId, { active: false }))
  await asks(show, /don’t know you/)
  await company.change(async (tx) => {
    await updateStaff(tx, maxId, { active: true })
    await replaceRoles(tx, maxId, ['manager'])
  })
  await asks(show, /Roof/)
})

test('a stranger gets one sentence, wherever they ask, and no record’s name', async () => {
  const stranger = slack.as('stranger')
  await stranger.command(`/deal show ${deals.acme.ref}`)
  expect((await stranger.sees('I don’t know you yet')).text).toContain('daybook staff link')
  const dm = await stranger.dm()
  await stranger.say('deal list', dm)
  await stranger.sees((message) => message.channel === dm && message.text.includes('I don’t know you yet'))
  expect(JSON.stringify(await stranger.home())).toContain('I don’t know you yet')
  expect(JSON.stringify((await stranger.state()).messages)).not.toContain('Solar')
})

test('App Home shows what is one’s own; a record opens as a card, and a change stands on Home', async () => {
  const home = await dana.home()
  expect(JSON.stringify(home)).toContain('Good to see you, Dana')
  expect(JSON.stringify(home)).toContain('Roof &amp; &lt;Solar&gt;')
  await dana.clickView(home, 'Open')
  const card = await dana.modal((view) => JSON.stringify(view).includes('Solar'))
  await dana.clickView(card, 'Note')
  const form = await dana.modal()
  const next = actionIdOf(form, 'note')
  const state = { note: { [next]: { type: 'plain_text_input', value: 'Call <them>' } } }
  expect(await dana.submit(form, state)).toMatchObject({ outcome: 'closed' })
  const changed = await until(async () => {
    const { home, modals } = await dana.state()
    expect(modals).toEqual([])
    expect(JSON.stringify(home)).toContain('Call &lt;them&gt;')
    return home as typeof card
  })
  await dana.clickView(changed, 'Undo')
  await until(async () => expect(JSON.stringify((await dana.state()).home)).not.toContain('Undo'))
})

test('a wrong signature, an old and a future timestamp are refused, and nothing is recorded', async () => {
  const count = async () => (await company.read(({ sql }) => sql`select from inbound_event`)).length
  const before = await count()
  const now = Math.floor(Date.now() / 1000)
  expect(await post({ timestamp: now, secret: 'another' })).toBe(401)
  expect(await post({ timestamp: now - 400 })).toBe(401)
  expect(await post({ timestamp: now + 400 })).toBe(401)
  expect(await post({ timestamp: Number.NaN })).toBe(401)
  expect(await count()).toBe(before)
})

test('a path below /slack that nobody serves is 404, and the service goes on', async () => {
  for (const method of ['POST', 'GET', 'PUT'])
    expect((await fetch(`${slack.appUrl}/slack/nothing/here`, { method })).status).toBe(404)
  expect((await fetch(`${slack.appUrl}/health`)).status).toBe(200)
})

test('an event that Slack sends again is answered once', async () => {
  await slack.fault({ on: 'delivery', name: 'event:message', kind: 'duplicate' })
  const dm = await max.dm()
  await max.say('help', dm)
  await max.sees((message) => message.channel === dm)
  await until(async () => {
    expect(await slack.log('delivery', 'event:message')).toSatisfy((all: unknown[]) => all.length >= 2)
  })
  await until(async () => {
    const left = await company.read(({ sql }) => sql`select from inbound_event where handled_at is null`)
    expect(left).toHaveLength(0)
  })
  expect((await slack.stored('max')).filter((message) => message.user === slack.bot)).toHaveLength(1)
})

/** A request as Slack would send it; answers the status. */
async function post({ timestamp, secret = SIGNING_SECRET, fields = DEAL_LIST() }: Posting): Promise<number> {
  const body = new URLSearchParams(fields).toString()
  const signature = `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`
  const response = await fetch(`${slack.appUrl}/slack/events`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': signature,
    },
  })
  return response.status
}

type Posting = { timestamp: number; secret?: string; fields?: Record<string, string> }

const DEAL_LIST = () => ({ command: '/deal', text: 'list', team_id: slack.team, user_id: dana.id })

/** Presses a button that Slack shows no more, as a second window may. */
function clickAgain(userId: string, value: string): Promise<number> {
  const payload = JSON.stringify({
    type: 'block_actions',
    team: { id: slack.team },
    user: { id: userId },
    channel: { id: finance },
    container: { type: 'message', channel_id: finance, message_ts: '1.1', is_ephemeral: true },
    trigger_id: `again.${value}`,
    actions: [{ type: 'button', action_id: 'act:0', block_id: 'b', value }],
  })
  return post({ timestamp: Math.floor(Date.now() / 1000), fields: { payload } })
}

const lastConfirmation = async (): Promise<string> => {
  const [row] = await company.read(
    ({ sql }) => sql<{ id: string }[]>`
      select id from pending_action where args ->> 'purpose' = 'confirm' order by id desc limit 1`,
  )
  return row?.id ?? ''
}

const stageOf = async (dealId: string): Promise<string | undefined> => {
  const [deal] = await company.read(
    ({ sql }) => sql<{ stage: string }[]>`
      select s.name as stage from deal d join stage s on s.id = d.stage_id where d.id = ${dealId}`,
  )
  return deal?.stage
}

const isNewer = (message: { ts: string }, than: { ts: string }): boolean => Number(message.ts) > Number(than.ts)
