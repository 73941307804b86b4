import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { runErrands } from '../../support/errands.js'
import { mailDesk, sendingBy } from '../../support/mail-desk.js'
import { textOf } from '../../support/slack.js'
import { testSmtp } from '../../support/smtp.js'
import { until } from '../../support/until.js'

// Reports that are sent by themselves: on their day, once, to each what they may see then.

const desk = await mailDesk([
  { name: 'hugo', roles: ['admin', 'sales', 'finance'] },
  { name: 'sam', roles: ['sales'] },
  { name: 'fay', roles: ['sales'], slack: false },
  { name: 'cora', roles: ['support'] },
])
const hugo = desk.slack.as('hugo')
await desk.change((tx) => createCompany(tx, { name: 'Acme', currency: 'EUR' }), 'hugo')
await hugo.asks('/deal new "Acme renewal" company:Acme amount:50k', /Acme renewal/)

const send = async (smtp?: Awaited<ReturnType<typeof testSmtp>>) => {
  const services = smtp ? sendingBy(desk, smtp.url) : desk.services
  await desk.change((tx) => tx.outbox('report.send', {}))
  await runErrands(desk.db, desk.scope, services, { kinds: /^report\.send$/ })
}
/** The reference of a report that Hugo has just had scheduled. */
const scheduled = async (words: string): Promise<string> => {
  const { text } = await hugo.asks(`/report schedule ${words}`, /each working day, at 8:00/)
  return /RPT-\d+/.exec(text)?.[0] ?? ''
}
const sentTo = (name: string) =>
  desk.rows<{ recipient: string; state: string }>(
    `select recipient, state from delivery where occasion like $1 order by created_at`,
    [`${name}:%`],
  )

test('to colleagues by Slack and by mail, with its files, once; and again on the next day', async () => {
  const smtp = await testSmtp()
  const ref = await scheduled('pipeline daily to:sam@lindenhof.test,fay@lindenhof.test')
  await send(smtp)
  expect(await sentTo('report-sent')).toEqual([])
  desk.clock.advance(24 * 3_600_000)
  await send(smtp)
  await send(smtp)
  const message = await desk.slack.as('sam').sees(/50,000\.00 EUR/)
  expect(JSON.stringify(message)).toContain('Why am I seeing this?')
  expect(message, 'its PDF and its workbook').toMatchObject({ replyCount: 2 })
  expect(smtp.received).toHaveLength(1)
  const mail = await simpleParser(smtp.received[0] ?? '')
  expect(mail.attachments.map(({ filename }) => filename?.split('.').pop())).toEqual(
    expect.arrayContaining(['pdf', 'xlsx']),
  )
  desk.clock.advance(24 * 3_600_000)
  await send(smtp)
  expect(smtp.received).toHaveLength(2)
  await hugo.asks(`/report stop ${ref}`, /no longer sent/)
})

test('at an hour as people write it; and one alone is said as one', async () => {
  for (const at of ['9', '9:00', '09:00']) {
    const { text } = await hugo.asks(`/report schedule pipeline daily at:${at} to:me`, /each working day, at 9:00/)
    await hugo.asks('/report scheduled', /^1 report is sent by itself/)
    await hugo.asks(`/report stop ${/RPT-\d+/.exec(text)?.[0]}`, /no longer sent/)
  }
  await hugo.asks(
    '/report schedule pipeline daily at:9:30 to:me',
    /The hour is from 0 to 23, like 9 or 9:00, not “9:30”/,
  )
})

test('whose files are refused for a while gets them later, beneath the same message, each once', async () => {
  const ref = await scheduled('pipeline daily to:sam@lindenhof.test')
  desk.clock.advance(24 * 3_600_000)
  const messages = async () => (await desk.slack.stored('sam')).filter(({ text }) => text.includes('ipeline'))
  const files = async () =>
    (await desk.slack.stored('sam')).flatMap((message) => message.files.map(() => message.threadTs))
  const before = await messages()
  const filesBefore = await files()
  await desk.slack.fault({ on: 'call', name: 'files.completeUploadExternal', kind: 'ratelimited', skip: 1 })
  await expect(send()).rejects.toThrow(/slow down/)
  expect(await messages()).toHaveLength(before.length + 1)
  await send()
  expect(await messages()).toHaveLength(before.length + 1)
  const beneath = (await messages()).at(-1)?.ts
  await until(async () => expect((await files()).slice(filesBefore.length)).toEqual([beneath, beneath]))
  await hugo.asks(`/report stop ${ref}`, /no longer sent/)
})

test('is made once for its message and its files, so that they say the same', async () => {
  const ref = await scheduled('pipeline daily to:sam@lindenhof.test')
  const made = async () => (await desk.rows(`select id from report_run where name = 'pipeline'`)).length
  const before = await made()
  desk.clock.advance(24 * 3_600_000)
  await send()
  expect(await made()).toBe(before + 1)
  await hugo.asks(`/report stop ${ref}`, /no longer sent/)
})

test('days that were missed are caught up once', async () => {
  const smtp = await testSmtp()
  const ref = await scheduled(`pipeline daily to:fay@lindenhof.test`)
  desk.clock.advance(7 * 24 * 3_600_000)
  await send(smtp)
  await send(smtp)
  expect(smtp.received).toHaveLength(1)
  await hugo.asks(`/report stop ${ref}`, /no longer sent/)
})

test('who may not see it is not sent it, and its owner hears', async () => {
  const ref = await scheduled(`profit-and-loss daily to:sam@lindenhof.test`)
  desk.clock.advance(3 * 24 * 3_600_000)
  await send()
  const told = await hugo.sees(`${ref} was not sent to Sam`)
  expect(told.text).toContain('profit-and-loss')
  await hugo.asks(`/report stop ${ref}`, /no longer sent/)
})

test('a channel gets it when everybody in it may see it', async () => {
  const finance = desk.slack.channels['finance'] ?? ''
  const ref = await scheduled(`pipeline daily to:${finance}`)
  desk.clock.advance(3 * 24 * 3_600_000)
  await send()
  await hugo.sees(`${ref} was not sent to`)
})

test('a channel is named wherever a command is given; an unknown one has Slack asked anew, one without the app is said', async () => {
  const say = (text: string) =>
    dispatch(
      { db: desk.db, catalog: desk.services.catalog },
      {
        who: { workspaceId: desk.scope.workspaceId, staffId: desk.staff['hugo'] ?? '', via: 'terminal' },
        input: { text },
      },
    )
  const scheduling = 'report schedule profit-and-loss monthly wd+2 to:#Finance,fay@lindenhof.test'
  const unknown = await say(scheduling)
  expect([unknown.ok, unknown.reply.headline]).toEqual([false, expect.stringContaining('I know no channel #Finance')])
  await desk.work(/^chat\.channels-asked$/)
  const kept = await say(scheduling)
  expect(kept.reply.fields?.[0]).toEqual({ label: 'To', value: '#finance, Fay' })
  const [row] = await desk.rows(
    'select channel from report_recipient where channel is not null order by id desc limit 1',
  )
  expect(row).toEqual({ channel: desk.slack.channels['finance'] })
  expect((await say('report schedule pipeline daily to:#fin')).reply.headline).toContain('Do you mean #finance?')
  const outside = await say('report schedule pipeline daily to:#elsewhere')
  expect(outside.reply.headline).toBe('I am not in #elsewhere: invite me there with `/invite @Daybook`.')
  await hugo.invite('elsewhere')
  await desk.work(/^chat\.channels-asked$/)
  expect((await say('report schedule pipeline daily to:#elsewhere')).reply.fields?.[0]?.value).toBe('#elsewhere')
  await desk.change((tx) => tx.prisma.reportSchedule.updateMany({ data: { stoppedAt: tx.now } }))
})

test('only an admin has reports sent outside, and what can’t be read is said', async () => {
  const sam = desk.slack.as('sam')
  await sam.asks('/report schedule pipeline to:cfo@elsewhere.test', /only an admin/)
  await sam.asks('/report schedule nonsense daily', /no report of yours/)
  await sam.asks('/report schedule pipeline every:week on:sunday', /no day of the working week/)
  const smtp = await testSmtp()
  const kept = () => desk.rows(`select id from report_recipient where address = 'cfo@elsewhere.test'`)
  const preview = await hugo.asks('/report schedule pipeline daily to:cfo@elsewhere.test', /out of the company to/)
  expect(textOf(preview), 'what they would read').toMatch(/50,000\.00 EUR/)
  expect(await kept(), 'nothing is sent there before it is confirmed').toEqual([])
  await hugo.click(preview, 'Send it to cfo@elsewhere.test')
  await until(async () => expect(await kept()).toHaveLength(1))
  desk.clock.advance(3 * 24 * 3_600_000)
  await send(smtp)
  expect(smtp.received).toHaveLength(1)
  expect(smtp.received[0]).toContain('cfo@elsewhere.test')
})

test.each([
  ['deals wher status:open daily', /wher/],
  ['revenue frobnicated daily', /frobnicated/],
  ['profit-and-loss by:month against:budget daily', /Say by: or against:/],
  ['saved Nothing daily', /no saved report “Nothing”/],
])('%s is refused where it is set up, since it could never be sent', async (words, why) => {
  const kept = () => desk.rows('select ref from report_schedule order by ref')
  const before = await kept()
  await hugo.asks(`/report schedule ${words}`, why)
  expect(await kept()).toEqual(before)
})

test('a sentence that begins with a report’s name is kept as what it is read as, says what it says now, and is sent', async () => {
  const kept = async (words: string) => {
    const { text } = await hugo.asks(`/report schedule ${words} daily to:sam@lindenhof.test`, /Now it says/)
    return /RPT-\d+: report (.*), each working day/.exec(text)?.[1]
  }
  expect(await kept('deals of Hugo over 10k')).toMatch(/^deals where owner:Hugo amount:&gt;10k/)
  expect(await kept('customers not heard from in 60 days')).toMatch(/^companies where /)
  const before = (await sentTo('report-sent')).length
  desk.clock.advance(3 * 24 * 3_600_000)
  await send()
  expect((await sentTo('report-sent')).length).toBe(before + 2)
  await desk.change((tx) => tx.prisma.reportSchedule.updateMany({ data: { stoppedAt: tx.now } }))
})

test('who can’t be mailed keeps it from nobody else, today or tomorrow; its owner hears', async () => {
  const ref = await scheduled('pipeline daily to:fay@lindenhof.test,sam@lindenhof.test')
  const sent = async () => (await sentTo('report-sent')).filter(({ state }) => state === 'sent').length
  const before = await sent()
  desk.clock.advance(3 * 24 * 3_600_000)
  await send()
  await hugo.sees(`${ref} was not sent to Fay`)
  expect(await sent()).toBe(before + 1)
  desk.clock.advance(3 * 24 * 3_600_000)
  await send()
  expect(await sent()).toBe(before + 2)
  await hugo.asks(`/report stop ${ref}`, /no longer sent/)
})

test('says which one it is; who set it up stops it where they read it', async () => {
  const ref = await scheduled('pipeline daily to:me,sam@lindenhof.test')
  desk.clock.advance(24 * 3_600_000)
  await send()
  const note = `${ref}: each working day, at 8:00, set up by Hugo.`
  const theirs = textOf(await desk.slack.as('sam').sees(/50,000\.00 EUR/))
  expect(theirs).toContain(note)
  expect(theirs).not.toContain(`Stop ${ref}`)
  const mine = await hugo.sees(/50,000\.00 EUR/)
  await hugo.click(mine, `Stop ${ref}`)
  await hugo.sees(`${ref} is no longer sent: report pipeline`)
})

test('somebody outside gets no buttons that only staff can press, and answers whom it is from', async () => {
  const smtp = await testSmtp()
  const assistant = 'assistant@lindenhof.test'
  await hugo.click(
    await hugo.asks('/report schedule pipeline daily to:cfo@outside.test,fay@lindenhof.test', /out of the company to/),
    'Send it to cfo@outside.test',
  )
  await until(async () =>
    expect(await desk.rows(`select id from report_recipient where address = 'cfo@outside.test'`)).toHaveLength(1),
  )
  desk.clock.advance(3 * 24 * 3_600_000)
  await desk.change((tx) => tx.outbox('report.send', {}))
  await runErrands(desk.db, desk.scope, { ...sendingBy(desk, smtp.url), assistant }, { kinds: /^report\.send$/ })
  const mails = await Promise.all(smtp.received.map((raw) => simpleParser(raw)))
  const to = (address: string) => mails.find((mail) => JSON.stringify(mail.to).includes(address))
  expect(to('fay@lindenhof.test')?.replyTo?.text, 'a colleague answers the assistant').toContain(assistant)
  const theirs = to('cfo@outside.test')
  expect(theirs, 'was sent').toBeDefined()
  expect(theirs?.replyTo?.text ?? '').not.toContain(assistant)
  expect(`${theirs?.html}${theirs?.text}`).not.toContain(assistant)
})
