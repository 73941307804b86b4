import { expect, test } from 'vitest'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { recordLinks } from '../../../src/domain/people/record-link.js'
import { fromDecimal } from '../../../src/lib/money.js'
import { readSecretKey } from '../../../src/lib/secret-box.js'
import { foundedCompany } from '../../support/company.js'
import { buttonOf, testSlack, textOf } from '../../support/slack.js'
import { TEST_KEY } from '../../support/test-key.js'
import { until } from '../../support/until.js'

const company = await foundedCompany([
  { name: 'dana', roles: ['sales'] },
  { name: 'sam', roles: ['support'] },
  { name: 'dee', roles: ['department'] },
  { name: 'fay', roles: ['finance'] },
])
const { db, scope, staff } = company
const ORIGIN = 'https://daybook.example.com'
const slack = await testSlack(
  db,
  scope,
  [
    { name: 'dana', staffId: staff['dana'] ?? '' },
    { name: 'sam', staffId: staff['sam'] ?? '' },
    { name: 'dee', staffId: staff['dee'] ?? '' },
    { name: 'fay', staffId: staff['fay'] ?? '' },
    { name: 'guest', kind: 'guest' },
    { name: 'partner', kind: 'outside' },
  ],
  {
    channels: [
      { name: 'sales', members: ['dana', 'sam'] },
      { name: 'deal-room', private: true, members: ['dana', 'sam'] },
      { name: 'finance', members: 'all' },
      { name: 'mixed', members: ['dana', 'dee'] },
      { name: 'elsewhere', app: false },
    ],
  },
  { recordLink: recordLinks(readSecretKey(TEST_KEY), () => ORIGIN) },
)
const [dana, sam] = [slack.as('dana'), slack.as('sam')]
const channel = (name: string) => slack.channels[name] ?? ''

const deals = await company.change(async (tx) => {
  const acme = await createCompany(tx, { name: 'Acme <& Sons>', currency: 'EUR', ownerId: staff['dana'] ?? null })
  const titles = Array.from({ length: 3 }, (_, n) => `Roof ${n}`)
  const made = []
  for (const title of titles)
    made.push(
      await createDeal(tx, {
        title,
        companyId: acme.id,
        amount: fromDecimal('100.00', 'EUR'),
        ownerId: staff['dana'] ?? '',
      }),
    )
  return made
}, 'dana')
const ref = deals[0]?.ref ?? ''

const shared = async (name: string, typed: string) => {
  await dana.command(typed, channel(name))
  const answer = await dana.sees(
    (message) => message.channel === channel(name) && textOf(message).includes('Share to channel'),
  )
  await dana.click(answer, 'Share to channel')
  return answer
}

test('what everybody in a channel may see is shared there, and its private copy goes', async () => {
  const answer = await shared('sales', `/deal show ${ref}`)
  const told = await sam.sees((message) => message.channel === channel('sales') && textOf(message).includes('Roof 0'))
  expect(told).toMatchObject({ ephemeral: false })
  expect(textOf(told)).toContain('Shared by Dana')
  expect(textOf(told)).not.toContain('Share to channel')
  await until(async () => expect((await dana.state()).messages.filter(({ ts }) => ts === answer.ts)).toEqual([]))
  await shared('sales', '/deal list')
  await sam.sees((message) => textOf(message).includes('Dana has 3 open deals'))
})

test('what is answered privately in a thread is shared into that thread', async () => {
  const root = await sam.say('What about the roof?', channel('sales'))
  await dana.say(`<@${slack.bot}> deal show ${ref}`, channel('sales'), root)
  const answer = await dana.sees(({ threadTs, ephemeral }) => threadTs === root && ephemeral === true)
  await dana.click(answer, 'Share to channel')
  const told = await sam.sees((message) => message.threadTs === root && textOf(message).includes('Shared by Dana'))
  expect(told).toMatchObject({ channel: channel('sales'), ephemeral: false })
})

test('in a private channel what was posted without an answer is looked for there, and is not posted again', async () => {
  await slack.fault({ on: 'call', name: 'chat.postMessage', kind: 'lost' })
  await shared('deal-room', `/deal show ${deals[1]?.ref}`)
  await sam.sees((message) => message.channel === channel('deal-room') && textOf(message).includes('Shared by Dana'))
  await until(async () => expect(await slack.log('call', 'conversations.history')).not.toHaveLength(0))
  expect((await slack.stored(channel('deal-room'))).filter(({ ephemeralTo }) => !ephemeralTo)).toHaveLength(1)
})

test('sharing names who is the reason that it can’t be: a guest, another organisation, a permission', async () => {
  await shared('finance', `/deal show ${ref}`)
  const refused = textOf(await dana.sees(/Not everybody here is known/))
  expect(refused).toContain('guest (guest)')
  expect(refused).toContain('partner (of another organisation)')
  await shared('mixed', `/deal show ${ref}`)
  expect(textOf(await dana.sees(/Not everybody here may see it/))).toContain('Dee')
  await expect(slack.stored(channel('finance'))).resolves.toSatisfy((all: { ephemeralTo?: string }[]) =>
    all.every((message) => message.ephemeralTo !== undefined),
  )
})

test('where Slack only fails to say who is in a channel, nobody is told to invite the app', async () => {
  await slack.fault({ on: 'call', name: 'conversations.members', kind: 'error', error: 'internal_error' })
  await shared('sales', `/deal show ${ref}`)
  await dana.sees((message) => textOf(message).includes('Slack does not say who is in this channel just now'))
})

test('a link to a record shows its card to a channel that may see it, and nothing to another', async () => {
  const link = `${ORIGIN}/r/${ref}`
  await slack.fault({ on: 'call', name: 'chat.unfurl', kind: 'server_error' })
  await slack.fault({ on: 'call', name: 'chat.unfurl', kind: 'lost' })
  const ts = await dana.say(`Look: <${link}>`, channel('sales'))
  const unfurled = await until(async () => {
    const message = (await sam.state()).messages.find((each) => each.ts === ts)
    expect(message?.attachments).toHaveLength(1)
    return message
  })
  const card = unfurled?.attachments[0]
  expect(JSON.stringify(card)).toContain('Roof 0')
  expect(JSON.stringify(card)).toContain('Acme &lt;&amp; Sons&gt;')
  expect(() => buttonOf(card?.blocks ?? [], 'Win')).toThrow()
  const elsewhere = await dana.say(`Look: <${link}> and <https://evil.example/r/${ref}>`, channel('finance'))
  await dana.asks('deal list')
  expect((await dana.state()).messages.find((each) => each.ts === elsewhere)?.attachments).toEqual([])
  // Refused, lost on its way back, and done again: all of the first link.
  await until(async () => expect(await slack.log('call', 'chat.unfurl')).toHaveLength(3))
})

test('a record’s page is closed until chat lets its reader in, and shows what that person may see', async () => {
  const get = (path: string, cookie = '') =>
    fetch(new URL(path, slack.appUrl), { redirect: 'manual', headers: { cookie } })
  const closed = await get(`/r/${ref}`)
  expect(closed.status).toBe(401)
  expect(await closed.text()).not.toContain('Roof')
  const card = await dana.asks(`deal show ${ref}`)
  const [url = ''] = /https:\/\/daybook\.example\.com\/r\/[^"]+/.exec(textOf(card)) ?? []
  const entered = await get(url.slice(ORIGIN.length))
  expect(entered.status).toBe(303)
  expect(entered.headers.get('location')).toBe(`/r/${ref}`)
  const cookie = entered.headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/HttpOnly; SameSite=Lax/)
  const page = await (await get(`/r/${ref.toLowerCase()}`, cookie.split(';')[0])).text()
  expect(page).toContain('Roof 0')
  expect(page).toContain('Acme &lt;&amp; Sons&gt;')
  expect(page).toMatch(/<a href="\/r\/CO-1"/)
  expect((await get('/r/DEAL-999', cookie.split(';')[0])).status).toBe(404)
  expect((await get('/r/%3Cscript%3E', cookie.split(';')[0])).status).toBe(404)
  expect((await get(`/r/${ref}`, 'daybook=eyJ9.forged')).status).toBe(401)
  await company.change((tx) =>
    tx.prisma.staff.updateMany({ where: { id: staff['dana'] ?? '' }, data: { active: false } }),
  )
  const left = await get(`/r/${ref}`, cookie.split(';')[0])
  expect(left.status).toBe(404)
  expect(await left.text()).not.toContain('Roof')
  await company.change((tx) =>
    tx.prisma.staff.updateMany({ where: { id: staff['dana'] ?? '' }, data: { active: true } }),
  )
})

test('the log shortcut proposes what the message names, and a global one opens its command’s form', async () => {
  const ts = await sam.say(`They like ${ref}`, channel('sales'))
  await dana.shortcut('log_to_record', { channel: channel('sales'), ts })
  const modal = await dana.modal((view) => JSON.stringify(view).includes('initial_option'))
  expect(JSON.stringify(modal)).toContain('Roof 0')
  const { options } = await dana.options(modal, 'record', '')
  expect(options).toHaveLength(1)
  expect(await dana.submit(modal, {})).toMatchObject({ outcome: 'closed' })
  await dana.sees(/noted/i)
  await dana.shortcut('message_task_new', { channel: channel('sales'), ts })
  const task = await dana.modal((view) => JSON.stringify(view).includes('"what"'))
  expect(JSON.stringify(task)).toContain('They like')
  await dana.shortcut('contact_new')
  const form = await dana.modal((view) => view.blocks.some((block) => block.block_id === 'name'))
  expect(form.blocks.map((block) => block.block_id)).toContain('name')
})

test('pages of a long table turn in place, and the whole comes as a file', async () => {
  const fay = slack.as('fay')
  const first = await fay.asks('account list')
  expect(textOf(first)).toMatch(/Rows 1 to 40 of \d+/)
  await fay.click(first, 'Next')
  const second = await fay.sees((message) => message.ts === first.ts && /Rows 41 to/.test(textOf(message)))
  await fay.click(second, 'As file')
  await fay.sees((message) => message.files.some(({ name }) => name === 'table.csv'))
  await fay.click(second, '‹ Previous')
  await fay.sees((message) => message.ts === first.ts && /Rows 1 to 40/.test(textOf(message)))
  expect((await fay.state()).messages.filter((message) => textOf(message).includes('balances of'))).toHaveLength(1)
})
