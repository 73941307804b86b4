import { expect, test } from 'vitest'
import { openClose } from '../../../src/domain/close/open-close.js'
import { setAccountOwner } from '../../../src/domain/ledger/account-owner.js'
import { postEntries } from '../../../src/domain/ledger/post-entries.js'
import type { Services } from '../../../src/jobs/services.js'
import { readMessage } from '../../../src/mail/read-message.js'
import { entry } from '../../support/books.js'
import { dnsOf, signed } from '../../support/dkim.js'
import { runErrands } from '../../support/errands.js'
import { letter } from '../../support/letter.js'
import { mailDesk, sendingBy } from '../../support/mail-desk.js'
import { textOf } from '../../support/slack.js'
import { testSmtp } from '../../support/smtp.js'

// Ben answers for software, Hugo (who is not in Slack) for advertising; rent is nobody's in particular.
const desk = await mailDesk([
  { name: 'ben', roles: ['sales'], timeZone: 'Europe/Berlin' },
  { name: 'hugo', roles: ['department'], slack: false, timeZone: 'Europe/Berlin' },
  { name: 'carl', roles: ['controller'], timeZone: 'Europe/Berlin' },
])
const books = await desk.mailbox('books@lindenhof.test')
const { ben, carl } = { ben: desk.slack.as('ben'), carl: desk.slack.as('carl') }
const dns = dnsOf('lindenhof.test', 'v=DMARC1; p=quarantine')
const staffId = async (name: string) =>
  (await desk.rows<{ id: string }>('select id from staff where email = $1', [`${name}@lindenhof.test`]))[0]?.id ?? ''

const post = (memo: string, lines: Record<string, string>) =>
  desk.change(async (tx) => {
    const made = await entry(tx, '2026-10-20', memo, lines)
    await postEntries(tx, [made])
    await tx.outbox('journal.posted', { entryId: made.id })
  })
const questions = () =>
  desk.rows<{ code: string; of: string; state: string }>(
    `select q.account_code as code, s.name as of, q.state from close_question q join staff s on s.id = q.asked_of_id order by q.account_code, q.id`,
  )
const explained = () =>
  desk.rows<{ code: string; text: string; by: string }>(
    `select a.code, f.text, s.name as by from flux_comment f join account a on a.id = f.account_id join staff s on s.id = f.by_id order by 1`,
  )
/** All errands, and a minute later those that waited for more of their kind. */
const settling =
  (services: Services): (() => Promise<void>) =>
  async () => {
    await runErrands(desk.db, desk.scope, services)
    desk.clock.set(new Date(desk.clock.now().getTime() + 60_000))
    await runErrands(desk.db, desk.scope, services)
  }

test('who answers for an account is asked by itself, in the one message of their morning, and answers by form or mail', async () => {
  const smtp = await testSmtp()
  const settle = settling({ ...sendingBy(desk, smtp.url), dns })
  desk.clock.set(new Date('2026-11-24T06:00:00Z'))
  const [bens, hugos] = [await staffId('ben'), await staffId('hugo')]
  await desk.change(async (tx) => {
    await setAccountOwner(tx, '6837', bens)
    await setAccountOwner(tx, '6600', hugos)
    await tx.prisma.closeTemplateTask.updateMany({ where: { key: 'flux' }, data: { dependsOn: [] } })
  })
  await post('Hosting', { '6837': '12000.00', '1800': '-12000.00' })
  await post('A fair', { '6600': '8000.00', '1800': '-8000.00' })
  await post('Rent', { '6310': '3000.00', '1800': '-3000.00' })
  await desk.change((tx) => openClose(tx, '2026-10', 'DE'))
  await settle()
  expect(await questions()).toEqual([
    { code: '6310', of: 'Carl', state: 'open' },
    { code: '6600', of: 'Hugo', state: 'open' },
    { code: '6837', of: 'Ben', state: 'open' },
  ])
  // Nothing before their morning; then one message, whatever they are asked.
  expect(await desk.slack.stored('ben')).toEqual([])
  desk.clock.set(new Date('2026-11-24T08:15:00Z'))
  await desk.change((tx) => tx.outbox('close.remind', {}))
  await settle()
  const told = (await desk.slack.stored('ben')).filter(({ user }) => user === desk.slack.bot)
  expect(told).toHaveLength(1)
  expect(textOf({ text: '', blocks: told[0]?.blocks ?? [] })).toMatch(
    /Asked of you[^]*Why is 6837 Software und Hosting at -12,000.00 EUR in October 2026\? It was 0.00 EUR in September 2026 \(far from last period\). \(ASK-\d, The close asks\)/,
  )

  // An account is its owner's: a word on another one would close the controller's task.
  await ben.asks('/close explain 6310 why:"It is rent"', /Why 6310 moved says its owner, who was asked/)
  await ben.asks('/close explain 6600 why:"A fair"', /Why 6600 moved says its owner/)
  expect(await explained()).toEqual([])

  // By the form, and the close waits for no other word of that move.
  const asked = await ben.sees(/The close waits for an answer of yours/)
  await ben.click(asked, 'Explain 6837…')
  const form = await ben.modal()
  const words = (value: string) => ({ words: { [actionOf(form, 'words')]: { type: 'plain_text_input', value } } })
  await ben.submit(form, words('A year of hosting, paid ahead'))
  await ben.sees(/Thank you\. Why is 6837/)
  await settle()
  expect(await explained()).toEqual([{ code: '6837', text: 'A year of hosting, paid ahead', by: 'Ben' }])
  await carl.asks('/close flux 2026-10', /2 accounts wait for a word/)

  // By mail, with its number in front; what nobody vouches for explains nothing.
  const mail = smtp.received.find((each) => each.includes('hugo@lindenhof.test')) ?? ''
  expect(mail.replace(/=\r\n/g, '')).toContain('Why is 6600 Werbekosten')
  const read = await readMessage(Buffer.from(mail), new Date())
  const replyTo = read.ok ? (read.value.participants.find(({ role }) => role === 'reply-to')?.address ?? '') : ''
  const [mailed] = await desk.rows<{ ref: string }>(`select ref from close_question where account_code = '6600'`)
  const answer = (id: string, text: string) =>
    letter({ id: `${id}@lindenhof.test`, from: 'hugo@lindenhof.test', to: replyTo, subject: 'Re', text })
  await desk.arrive(books, [answer('forged', `${mailed?.ref ?? ''}: nothing to see here`)])
  await settle()
  expect(await explained()).toHaveLength(1)
  await desk.arrive(books, [
    await signed(answer('real', `${mailed?.ref ?? ''}: the fair in Cologne,\npaid in October`), 'lindenhof.test'),
  ])
  await settle()
  expect((await explained())[0]).toEqual({ code: '6600', text: 'the fair in Cologne,\npaid in October', by: 'Hugo' })
  expect(smtp.received.at(-1)?.replace(/=\r\n/g, '')).toContain('Thank you.')
})

test('a word said elsewhere takes the question back; another move is another question', async () => {
  const settle = settling(desk.services)
  // His own account, and no other is offered to him.
  await ben.asks('/close explain 6837 why:"Hosting of a year"', /6837 Software und Hosting in 2026-10: Hosting/)
  expect(JSON.stringify((await desk.slack.stored('ben')).at(-1))).not.toContain('Explain 6310')
  await carl.asks('/close explain 6310 why:"Paid twice a year"', /6310 Miete in 2026-10/)
  await settle()
  expect(await questions()).toContainEqual({ code: '6310', of: 'Carl', state: 'withdrawn' })
  const state = () => desk.rows<{ state: string }>(`select state from close_task where key = 'flux'`)
  expect(await state()).toEqual([{ state: 'approved' }])
  await post('More hosting', { '6837': '2000.00', '1800': '-2000.00' })
  await settle()
  await settle()
  expect(await state()).toEqual([{ state: 'ready' }])
  expect((await questions()).filter(({ code }) => code === '6837')).toEqual([
    { code: '6837', of: 'Ben', state: 'answered' },
    { code: '6837', of: 'Ben', state: 'open' },
  ])
})

const actionOf = (view: { blocks: readonly object[] }, blockId: string): string =>
  (view.blocks as { block_id?: string; element?: { action_id?: string } }[]).find((block) => block.block_id === blockId)
    ?.element?.action_id ?? ''
