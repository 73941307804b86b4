import { createHash } from 'node:crypto'
import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { bindBinder } from '../../../src/documents/binder/binder-zip.js'
import { loadBinder } from '../../../src/domain/close/binder-store.js'
import { openClose } from '../../../src/domain/close/open-close.js'
import type { Services } from '../../../src/jobs/services.js'
import { keptFiles } from '../../../src/kept-files.js'
import { readMessage } from '../../../src/mail/read-message.js'
import type { FileInfo } from '../../../src/sandbox/page-api.js'
import { dnsOf, signed } from '../../support/dkim.js'
import { runErrands } from '../../support/errands.js'
import { letter } from '../../support/letter.js'
import { mailDesk, sendingBy } from '../../support/mail-desk.js'
import { textOf } from '../../support/slack.js'
import { testSmtp } from '../../support/smtp.js'

// Monday morning in Berlin. Hugo runs human resources and is not in Slack; Ben is.
const desk = await mailDesk([
  { name: 'fay', roles: ['finance'], timeZone: 'Europe/Berlin' },
  { name: 'ben', roles: ['sales'], timeZone: 'Europe/Berlin' },
  { name: 'hugo', roles: ['department'], slack: false, timeZone: 'Europe/Berlin' },
  { name: 'carl', roles: ['controller'], timeZone: 'Europe/Berlin' },
])
const books = await desk.mailbox('books@lindenhof.test')
const { fay, ben } = { fay: desk.slack.as('fay'), ben: desk.slack.as('ben') }
await desk.change((tx) => openClose(tx, '2026-10', 'DE'))
const taskRef = (key: string) =>
  desk.rows<{ ref: string }>('select ref from close_task where key = $1', [key]).then(([row]) => row?.ref ?? '')
const question = (ref: string) =>
  desk
    .rows<{ state: string; answer: string | null }>('select state, answer from close_question where ref = $1', [ref])
    .then(([row]) => row)
const heard = async (name: string) =>
  (await desk.slack.stored(name)).filter((message) => message.user === desk.slack.bot).map(({ text }) => text)

test('a department head without Slack is asked by mail; a forged answer does nothing but tell who asked', async () => {
  const smtp = await testSmtp()
  const services: Services = { ...sendingBy(desk, smtp.url), dns: dnsOf('lindenhof.test', 'v=DMARC1; p=quarantine') }
  const work = () => runErrands(desk.db, desk.scope, services)
  await work()
  const before = smtp.received.length
  await fay.asks(
    `/close ask ${await taskRef('accruals')} who:hugo@lindenhof.test answer:amount question:"What do the temps of October cost?"`,
    /ASK-1: Hugo is asked/,
  )
  await work()
  const mail = smtp.received.slice(before).find((each) => each.includes('ASK-1'))
  expect(mail).toContain('What do the temps of October cost?')
  const read = await readMessage(Buffer.from(mail ?? ''), new Date())
  const replyTo = read.ok ? (read.value.participants.find(({ role }) => role === 'reply-to')?.address ?? '') : ''
  const answer = (id: string, text: string, more: object = {}) =>
    letter({
      id: `${id}@lindenhof.test`,
      from: 'hugo@lindenhof.test',
      to: replyTo,
      subject: 'Re: ASK-1',
      text,
      ...more,
    })

  // Nobody vouches for it; a token that is not ours; genuine mail of somebody else.
  await desk.arrive(books, [answer('forged', '99,000')])
  await desk.arrive(books, [
    await signed(
      letter({ id: 'wrong@x', from: 'hugo@lindenhof.test', to: wrongToken(replyTo), subject: 'Re', text: '99,000' }),
      'lindenhof.test',
    ),
    await signed(
      letter({ id: 'eve@x', from: 'ben@lindenhof.test', to: replyTo, subject: 'Re', text: '99,000' }),
      'lindenhof.test',
    ),
  ])
  await work()
  expect(await question('ASK-1')).toEqual({ state: 'open', answer: null })
  expect(await desk.rows('select 1 from draft_accrual')).toEqual([])
  expect((await heard('fay')).filter((text) => text.includes('did not count'))).toEqual([
    'A mail that claims to answer ASK-1 did not count',
  ])
  expect(JSON.stringify(await desk.slack.stored('fay'))).not.toContain('99,000')
  // Nobody knows which question a token that is not ours means: who runs the close hears of it, once however many come.
  await desk.arrive(books, [
    letter({ id: 'flood1@x', from: 'eve@x.test', to: wrongToken(replyTo), subject: 'Re', text: '1' }),
    letter({ id: 'flood2@x', from: 'eve@x.test', to: wrongToken(replyTo), subject: 'Re: ASK-1', text: '1' }),
    letter({ id: 'flood3@x', from: 'eve@x.test', to: wrongToken(replyTo), subject: 'Re: ASK-1', text: '1' }),
  ])
  await work()
  expect((await heard('carl')).filter((text) => text.includes('did not count'))).toEqual([
    'A mail that claims to answer the close did not count',
  ])
  expect((await heard('fay')).filter((text) => text.includes('did not count'))).toHaveLength(2)

  // Genuine, but no amount; then one, with a file.
  await desk.arrive(books, [await signed(answer('words', 'quite a lot I fear'), 'lindenhof.test')])
  await work()
  expect(smtp.received.at(-1)?.replace(/=\r\n/g, '')).toContain('could not read that as an amount')
  await desk.arrive(books, [
    await signed(answer('real', '', { headers: WITH_FILE, text: fileAnd('4,500.50') }), 'lindenhof.test'),
  ])
  await work()
  expect(await question('ASK-1')).toEqual({ state: 'answered', answer: '4,500.50 EUR' })
  expect(await desk.rows(`select kind, note from task_event where kind in ('answered', 'evidence')`)).toEqual([
    { kind: 'answered', note: 'What do the temps of October cost? 4,500.50 EUR' },
    { kind: 'evidence', note: 'By mail: temps.pdf' },
  ])
  const hash = createHash('sha256').update('%PDF-').digest('hex')
  expect(await desk.rows('select kind, title, content_hash, message_id is not null as "byMail" from evidence')).toEqual(
    [{ kind: 'file', title: 'temps.pdf', content_hash: hash, byMail: true }],
  )

  // What came by mail is in the binder as any other file.
  const binder = await desk.read((sql) => loadBinder(sql, '2026-10', { name: 'Lindenhof', baseCurrency: 'EUR' }))
  const { mailFiles } = desk.services
  const bound = await bindBinder(binder, (of) => keptFiles(mailFiles).get(desk.scope.workspaceId, of))
  const [given = ''] = Object.keys(unzipSync(bound.zip)).filter((name) => name.endsWith('temps.pdf'))
  expect(given).toMatch(/^evidence\/TASK-2610-\d+-1-temps\.pdf$/)
  expect(Buffer.from(unzipSync(bound.zip)[given] ?? []).toString()).toBe('%PDF-')
  expect(bound.missing).toEqual([])
  expect(Buffer.from(unzipSync(bound.zip)['accrual-drafts.csv'] ?? []).toString()).toMatch(
    /DRA-1,2026-10,What do the temps of October cost\?,4500.50,EUR,not posted/,
  )

  // The same mail once more, and another answer: the first counts.
  await desk.arrive(books, [await signed(answer('late', '5,000'), 'lindenhof.test')])
  await work()
  expect(smtp.received.at(-1)?.replace(/=\r\n/g, '')).toContain('ASK-1 is answered already')
})

test('the amount is a draft accrual; whoever asked posts it, and only then it is in the books', async () => {
  const told = await fay.sees(/Hugo answers: What do the temps of October cost\? 4,500.50 EUR/)
  expect(JSON.stringify(told.blocks)).toContain('DRA-1 is a draft accrual')
  expect(await desk.rows('select 1 from journal_entry')).toEqual([])
  await fay.asks('accrual drafts', /1 to be accrued/)
  const preview = await fay.asks('accrual post DRA-1 account:6825', /Accrue 4,500.50 EUR for “What do the temps/)
  await fay.click(preview, 'Accrue it')
  await fay.sees(/ACR-1: 4,500.50 EUR accrued for 2026-10/)
  expect(await desk.rows('select date::text from journal_entry order by 1')).toEqual([
    { date: '2026-10-31' },
    { date: '2026-11-01' },
  ])
  await fay.asks('accrual post DRA-1 account:6825', /DRA-1 is posted already/)
})

test('in Slack an amount and a day are fields of their type, yes and no are buttons', async () => {
  const expenses = await taskRef('expenses')
  await fay.asks(
    `/close ask ${expenses} who:ben@lindenhof.test answer:amount question:"Which costs of the fair are open?"`,
    /ASK-2/,
  )
  await desk.work()
  const asked = await ben.sees(/Fay asks for October 2026: Which costs of the fair are open\?/)
  await ben.click(asked, 'Answer…')
  const form = await ben.modal()
  const state = (value: string) => ({ amount: { [actionOf(form, 'amount')]: { type: 'plain_text_input', value } } })
  expect(await ben.submit(form, state('some'))).toMatchObject({ outcome: 'errors' })
  await ben.submit(form, state('1.2k'))
  await ben.sees(/Thank you. Which costs of the fair are open/)
  await desk.work()
  expect(await question('ASK-2')).toEqual({ state: 'answered', answer: '1,200.00 EUR' })
  // What was asked says what was answered, in place.
  expect(await heard('ben')).toContain('Which costs of the fair are open? 1,200.00 EUR')

  await fay.asks(`/close ask ${expenses} who:ben@lindenhof.test answer:yes-no question:"Is the fair paid?"`, /ASK-3/)
  await desk.work()
  await ben.click(await ben.sees(/Is the fair paid/), 'Yes')
  await ben.sees(/Thank you. Is the fair paid\? yes/)
  await fay.asks(`/close ask ${expenses} who:ben@lindenhof.test answer:date question:"When is the last bill?"`, /ASK-4/)
  await ben.asks('/close answer ASK-4 said:"27 nov"', /When is the last bill\? 2026-11-27/)
  await fay.asks('/close answer ASK-4 said:tomorrow', /There is no question ASK-4 for you/)
})

test('an amount in another currency is accrued in that of the books, or both hear why there is no draft', async () => {
  const drafts = () => desk.rows<{ ref: string }>('select ref, amount_minor::int as minor, currency from draft_accrual')
  const before = (await drafts()).length
  const ask = async (words: string) => {
    const said = await fay.asks(
      `/close ask ${await taskRef('accruals')} who:ben@lindenhof.test answer:amount question:"${words}"`,
      /ASK-\d+: Ben is asked/,
    )
    return /ASK-\d+/.exec(said.text)?.[0] ?? ''
  }
  const first = await ask('What does the cloud cost?')
  await ben.asks(
    `/close answer ${first} said:"4,500 USD"`,
    /4,500.00 USD \(no draft accrual: There is no exchange rate of USD/,
  )
  await desk.work()
  await fay.sees(/Ben answers: What does the cloud cost\? 4,500.00 USD \(no draft accrual: There is no exchange rate/)
  expect(await drafts()).toHaveLength(before)
  await fay.asks('fx set USD rate:0.92 date:2026-10-30', /USD/)
  const second = await ask('And the domain?')
  await ben.asks(`/close answer ${second} said:"100 USD"`, /And the domain\? 100.00 USD \(92.00 EUR at 0.92\)/)
  await desk.work()
  await fay.sees(/Ben answers: And the domain\? 100.00 USD \(92.00 EUR at 0.92\)/)
  expect((await drafts()).at(-1)).toMatchObject({ minor: 9200, currency: 'EUR' })
  // Nothing is owed: that is an answer as well.
  await ben.asks(`/close answer ${await ask('And the fair?')} said:0`, /And the fair\? 0.00 EUR/)
  expect(await drafts()).toHaveLength(before + 1)
})

test('a file is added in a form, and stands on the task as evidence', async () => {
  const expenses = await taskRef('expenses')
  await fay.asks(
    `/close ask ${expenses} who:ben@lindenhof.test answer:file question:"Where is the hotel’s bill?"`,
    /ASK-\d+: Ben is asked/,
  )
  await desk.work()
  await ben.click(await ben.sees(/Where is the hotel’s bill\?/), 'Add a file…')
  const form = await ben.modal()
  const state = (...files: FileInfo[]) => ({ file: { [actionOf(form, 'file')]: { type: 'file_input', files } } })
  expect(await ben.submit(form, state())).toMatchObject({ outcome: 'errors' })
  const bill = await ben.upload('hotel.pdf', '%PDF-hotel')
  expect(await ben.submit(form, state(bill, bill, bill, bill, bill, bill))).toMatchObject({ outcome: 'errors' })
  await ben.submit(form, state(bill))
  await ben.sees(/Thank you. Where is the hotel’s bill\? hotel.pdf/)
  const hash = createHash('sha256').update('%PDF-hotel').digest('hex')
  expect(await desk.rows(`select title, kind from evidence where content_hash = $1`, [hash])).toEqual([
    { title: 'hotel.pdf', kind: 'file' },
  ])

  // Evidence by its own form, on a task of theirs.
  const card = await fay.asks(`close task ${await taskRef('payroll')}`, /^TASK-\S+ Post the payroll journal/)
  await fay.click(card, 'Evidence…')
  const evidence = await fay.modal()
  const list = await fay.upload('payroll.csv', 'a,b')
  await fay.submit(evidence, { file: { [actionOf(evidence, 'file')]: { type: 'file_input', files: [list] } } })
  await fay.sees(/payroll.csv is noted as evidence/)
})

test('nobody is asked at night; what is not answered comes back with the morning’s reminder, once', async () => {
  desk.clock.set(new Date('2026-11-24T21:30:00Z'))
  await fay.asks(
    `/close ask ${await taskRef('payroll')} who:ben@lindenhof.test answer:yes-no question:"Any bonus?"`,
    /ASK-\d+: Ben/,
  )
  const [{ ref } = { ref: '' }] = await desk.rows<{ ref: string }>(
    `select ref from close_question where words = 'Any bonus?'`,
  )
  await desk.work()
  expect(await heard('ben')).not.toContain('Fay asks for October 2026: Any bonus?')
  desk.clock.set(new Date('2026-11-25T08:00:00Z'))
  await desk.work()
  await desk.work()
  expect((await heard('ben')).filter((text) => text === 'Fay asks for October 2026: Any bonus?')).toHaveLength(1)
  desk.clock.set(new Date('2026-11-26T08:15:00Z'))
  await desk.change((tx) => tx.outbox('close.remind', {}))
  await desk.work()
  const reminder = (await desk.slack.stored('ben')).at(-1)
  expect(textOf({ text: '', blocks: reminder?.blocks ?? [] })).toMatch(
    new RegExp(`Asked of you[^]*Any bonus\\? \\(${ref}, Fay asks\\)`),
  )
  await fay.asks(`/close withdraw ${ref}`, new RegExp(`${ref} is withdrawn`))
  await desk.work()
  expect(await heard('ben')).toContain('No longer asked: Any bonus?')
})

const WITH_FILE = { 'Content-Type': 'multipart/mixed; boundary="b"' }
const fileAnd = (text: string) =>
  `--b\nContent-Type: text/plain\n\n${text}\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="temps.pdf"\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b--`
/** Within the token: of its last character not every bit counts. */
const wrongToken = (address: string) => address.replace(/.(?=.{8}@)/, (one) => (one === 'a' ? 'b' : 'a'))
const actionOf = (view: { blocks: readonly object[] }, blockId: string): string =>
  (view.blocks as { block_id?: string; element?: { action_id?: string } }[]).find((block) => block.block_id === blockId)
    ?.element?.action_id ?? ''
