import { expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadJobs } from '../../../src/jobs/registry.js'
import type { StateValues, View } from '../../../src/sandbox/page-api.js'
import { mailDesk } from '../../support/mail-desk.js'
import { photo } from '../../support/photo.js'
import { actionIdOf, textOf } from '../../support/slack.js'
import { until } from '../../support/until.js'

const desk = await mailDesk([
  { name: 'sam', roles: ['sales'] },
  { name: 'cora', roles: ['support'] },
  { name: 'fay', roles: ['finance'] },
])
const { slack } = desk
const [sam, fay] = [slack.as('sam'), slack.as('fay')]
const PHOTO = photo()
const kept = () => desk.rows<{ filename: string }>('select filename from bill_file order by created_at, id')

test('what Slack answers in place of a file is not kept as a receipt', async () => {
  const elsewhere = slack.channels['elsewhere'] ?? ''
  const ts = await sam.shares('Taxi', 'taxi.jpg', PHOTO, elsewhere)
  await sam.shortcut('keep_file', { channel: elsewhere, ts })
  const refused = await sam.sees(/I can’t open taxi\.jpg where it is\. Send it to me in a direct message, or invite me/)
  expect(refused.channel).toBe(await sam.dm())
  expect(await kept()).toEqual([])
  await sam.invite('elsewhere')
  await sam.shortcut('keep_file', { channel: elsewhere, ts })
  await sam.sees('What is taxi.jpg?')
  await until(async () => expect(await kept()).toEqual([{ filename: 'taxi.jpg' }]))
})

const typed = (view: View, values: Readonly<Record<string, string>>): StateValues =>
  Object.fromEntries(
    Object.entries(values).map(([block, value]) => [
      block,
      { [actionIdOf(view, block)]: { type: 'plain_text_input', value } },
    ]),
  )

test('a mistake in a form with a file stands at its field, and the form stays open', async () => {
  await sam.command('/expense new')
  const form = await sam.modal((view) => JSON.stringify(view).includes('file_input'))
  const receipt = await sam.upload('parking.pdf', '%PDF-parking')
  const file = { file: { [actionIdOf(form, 'file')]: { type: 'file_input', files: [receipt] } } } as StateValues
  const sent = await sam.submit(form, {
    ...typed(form, { description: 'Parking', amount: 'thirty-ish', category: 'travel' }),
    ...file,
  })
  expect(sent).toMatchObject({
    outcome: 'errors',
    errors: { amount: expect.stringContaining('thirty-ish') as unknown },
  })
})

test('several files of one message are each kept and asked about', async () => {
  const dm = await sam.dm()
  const before = (await kept()).length
  const names = ['a.jpg', 'b.jpg', 'c.jpg']
  const uploaded = await Promise.all(names.map((name) => sam.upload(name, photo(name))))
  await sam.say('', dm, { files: uploaded.map(({ id }) => id) })
  const asked = await sam.sees('What are a.jpg, b.jpg and c.jpg?')
  expect((await kept()).slice(before)).toEqual(names.map((filename) => ({ filename })))
  await sam.click(asked, 'b.jpg: New expense…')
  const { blocks } = await sam.modal()
  expect(JSON.stringify(blocks)).toContain('b.jpg')
})

test('a file beside words that are no command is asked about, and a command that reads none fetches none', async () => {
  await sam.shares('Taxi to Acme', 'ride.jpg', PHOTO)
  const asked = await sam.sees('What is ride.jpg?')
  expect(textOf(asked)).toContain('“Taxi to Acme” is no command that I know')
  const fetched: string[] = []
  const fetch = async () => {
    fetched.push('ride.jpg')
    return [{ name: 'ride.jpg', bytes: new Uint8Array(PHOTO) }]
  }
  const give = (text: string) =>
    dispatch(
      { db: desk.db, ...desk.services, files: { attached: [], fetch } },
      { who: { workspaceId: desk.scope.workspaceId, staffId: desk.staff['sam'] ?? '', via: 'slack' }, input: { text } },
    )
  await give('what is this film here')
  await give('expense list')
  expect(fetched).toEqual([])
  expect(await give('file new')).toMatchObject({ ok: true })
  expect(fetched).toEqual(['ride.jpg'])
})

test('who is refused after a form, or drops its preview, gets it again as it was filled in', async () => {
  const [cora, words] = [slack.as('cora'), 'Twenty lines that nobody wants to write again.']
  await cora.asks('company new "Acme"')
  await cora.asks('contact new "Ada" email:ada@acme.test company:Acme')
  await cora.asks('case new "Printer" contact:Ada', /CASE-1/)
  await cora.command('/case reply CASE-1')
  const form = await cora.modal((view) => view.blocks.some(({ block_id }) => block_id === 'text'))
  await cora.submit(form, typed(form, { text: words, cc: 'kim@' }))
  const again = async () => {
    await cora.click(await cora.sees((message) => textOf(message).includes('Open the form')), 'Open the form')
    return await cora.modal((view) => JSON.stringify(view).includes(words))
  }
  const second = await again()
  expect(JSON.stringify(second)).toContain('kim@')
  await cora.submit(second, typed(second, { text: words, cc: '' }))
  await cora.click(await cora.sees('Reply to ada@acme.test on CASE-1 Printer?'), 'Cancel')
  await cora.sees(/^Cancelled/)
  await again()
})

test('a card whose button opens something for its asker alone is not offered for sharing', async () => {
  const finance = slack.channels['finance'] ?? ''
  await fay.shares('expense new "Parking" amount:30 category:travel', 'parking.jpg', PHOTO)
  const made = await fay.sees(/^EXP-\d+, /)
  const [ref = ''] = /EXP-\d+/.exec(made.text) ?? []
  const answered = async (typed: string, words: string) => {
    await fay.command(typed)
    return textOf(await fay.sees((message) => message.channel === finance && textOf(message).includes(words)))
  }
  expect(await answered(`/daybook expense show ${ref}`, 'Parking')).toContain('Share to channel')
  expect(await answered(`/daybook expense file ${ref}`, 'yours alone')).not.toContain('Share to channel')
})

test('who sent a file is not told of an interruption while it may still be fetched', async () => {
  const job = (await loadJobs()).jobs.find((each) => each.name === 'slack-unanswered')
  const context = { db: desk.db, scope: desk.scope, services: desk.services, log: desk.db.log, kind: '', outboxId: '' }
  const event = { type: 'message', user: sam.id, text: 'bank import', files: [{ id: 'F1' }] }
  await desk.change((tx) =>
    tx.prisma.inboundEvent.create({
      data: {
        workspaceId: tx.scope.workspaceId,
        id: tx.newId(),
        source: 'slack',
        eventKey: 'slow',
        payload: { event },
      },
    }),
  )
  const told = async () => (await slack.stored('sam')).filter(({ text }) => text.includes('interrupted')).length
  desk.clock.advance(90_000)
  await job?.run(context, {})
  expect(await told()).toBe(0)
  desk.clock.advance(6 * 60_000)
  await job?.run(context, {})
  expect(await told()).toBe(1)
})

test('what is also sent to the conversation is answered all the same, once', async () => {
  const dm = await sam.dm()
  const first = await sam.say('expense list', dm)
  await sam.say('expense list', dm, { threadTs: first, broadcast: true })
  await until(async () =>
    expect(
      (await slack.stored('sam')).filter((each) => each.user === slack.bot && each.threadTs === first),
    ).toHaveLength(1),
  )
})
