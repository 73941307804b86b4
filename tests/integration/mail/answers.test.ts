import { simpleParser } from 'mailparser'
import { describe, expect, it } from 'vitest'
import { listTasksOfOpenCloses } from '../../../src/domain/close/close-store.js'
import { openClose } from '../../../src/domain/close/open-close.js'
import type { Services } from '../../../src/jobs/services.js'
import { readMessage } from '../../../src/mail/read-message.js'
import { dnsOf, signed } from '../../support/dkim.js'
import { runErrands } from '../../support/errands.js'
import { letter } from '../../support/letter.js'
import { mailDesk, sendingBy } from '../../support/mail-desk.js'
import { testSmtp } from '../../support/smtp.js'

const desk = await mailDesk([
  { name: 'hugo', roles: ['controller'], slack: false, timeZone: 'Europe/Berlin' },
  { name: 'fay', roles: ['finance'] },
])
const books = await desk.mailbox('books@lindenhof.test')
const HUGO = 'hugo@lindenhof.test'
const fay = desk.slack.as('fay')
const hugoId = desk.staff['hugo'] ?? ''

await desk.change(async (tx) => {
  await openClose(tx, '2026-10', 'DE')
  // Two tasks that are Hugo's and free to be done; everything else is not his.
  const tasks = await tx.prisma.closeTask.findMany({ orderBy: { position: 'asc' } })
  await tx.prisma.closeTask.updateMany({
    data: { ownerId: desk.staff['fay'] ?? null, reviewerId: null, reviewRequired: false },
  })
  const own = tasks
    .filter(({ checkName }) => checkName === null)
    .slice(0, 2)
    .map(({ id }) => id)
  await tx.prisma.closeTask.updateMany({
    where: { id: { in: own } },
    data: { ownerId: hugoId, state: 'ready', dueOn: new Date('2026-11-20') },
  })
})

const tasks = async () => (await desk.read(listTasksOfOpenCloses)).filter(({ ownerId }) => ownerId === hugoId)
const events = (taskId: string) =>
  desk.rows<{ kind: string; note: string }>('select kind, note from task_event where task_id = $1 order by at, id', [
    taskId,
  ])

async function reminded(): Promise<{ services: Services; replyTo: string; received: string[] }> {
  const smtp = await testSmtp()
  const services: Services = { ...sendingBy(desk, smtp.url), dns: dnsOf('lindenhof.test', 'v=DMARC1; p=quarantine') }
  await desk.change((tx) => tx.outbox('close.remind', {}))
  await runErrands(desk.db, desk.scope, services, { kinds: /close/ })
  const read = await readMessage(Buffer.from(smtp.received[0] ?? ''), new Date())
  if (!read.ok) throw new Error(read.problem)
  const replyTo = read.value.participants.find(({ role }) => role === 'reply-to')?.address ?? ''
  return { services, replyTo, received: smtp.received }
}

const answer = (replyTo: string, id: string, text: string, more: object = {}) =>
  letter({ id: `${id}@lindenhof.test`, from: HUGO, to: replyTo, subject: 'Re: closing', text, ...more })

describe('a mailed close reminder', () => {
  it('goes to who is not in Slack, once a day, with answers that are written already', async () => {
    const { received, replyTo, services } = await reminded()
    expect(received).toHaveLength(1)
    const [one, two] = await tasks()
    for (const task of [one, two]) expect(received[0]).toContain(task?.ref)
    expect(received[0]?.replace(/=\r\n/g, '')).toMatch(/mailto:books\+r[a-z2-7]{42}@lindenhof\.test/)
    expect(received[0]).toMatch(/^Auto-Submitted: auto-generated$/m)
    const read = await simpleParser(received[0] ?? '')
    for (const part of [read.text, read.html || '']) expect(part).toContain(`body=done%20${one?.ref}`)
    await desk.change((tx) => tx.outbox('close.remind', {}))
    await runErrands(desk.db, desk.scope, services, { kinds: /close/ })
    expect(received).toHaveLength(1)
    await answersCount(replyTo, services, received)
  })
})

/** The whole story of answers to one reminder, whose server lives as long as its test. */
async function answersCount(replyTo: string, services: Services, received: string[]): Promise<void> {
  const work = () => runErrands(desk.db, desk.scope, services)
  const [one, two] = await tasks()
  const state = async (id: string | undefined) => (await tasks()).find((task) => task.id === id)?.state

  // Forged: nobody vouches for it.
  await desk.arrive(books, [answer(replyTo, 'forged', `done ${one?.ref}`)])
  await work()
  expect(await state(one?.id)).toBe('ready')
  await fay.sees('did not count')
  expect((await events(one?.id ?? '')).at(-1)).toMatchObject({
    kind: 'comment',
    note: `By mail, not verified: done ${one?.ref}`,
  })

  // Where the domain wants such mail rejected it is not even a comment.
  const strict: Services = { ...services, dns: dnsOf('lindenhof.test', 'v=DMARC1; p=reject') }
  const before = (await events(one?.id ?? '')).length
  await desk.arrive(books, [answer(replyTo, 'forged-2', `done ${one?.ref}`)])
  await runErrands(desk.db, desk.scope, strict)
  expect(await state(one?.id)).toBe('ready')
  expect(await events(one?.id ?? '')).toHaveLength(before)
  expect(
    await desk.rows(`select outcome from mail_answer where message_key like 'forged%' order by created_at`),
  ).toEqual([{ outcome: 'comment' }, { outcome: 'forged' }])

  // Somebody else's genuine mail with the token, one that also goes outside, and one without a token.
  const foreign = letter({
    id: 'eve@lindenhof.test',
    from: 'fay@lindenhof.test',
    to: replyTo,
    text: `done ${one?.ref}`,
  })
  const outside = answer(replyTo, 'outside', `done ${one?.ref}`, { cc: 'friend@elsewhere.test' })
  const untold = answer('books@lindenhof.test', 'untold', `done ${one?.ref}`)
  await desk.arrive(books, [
    await signed(foreign, 'lindenhof.test'),
    await signed(outside, 'lindenhof.test'),
    await signed(untold, 'lindenhof.test'),
  ])
  await work()
  expect(await state(one?.id)).toBe('ready')

  // Two tasks: a bare "done" does not say which.
  await desk.arrive(books, [await signed(answer(replyTo, 'bare', 'done'), 'lindenhof.test')])
  await work()
  expect([await state(one?.id), await state(two?.id)]).toEqual(['ready', 'ready'])

  // Verified and clear, with evidence.
  const genuine = await signed(
    answer(replyTo, 'real', `done ${one?.ref}`, { headers: EVIDENCE, text: withFile(`done ${one?.ref}`) }),
    'lindenhof.test',
  )
  await desk.arrive(books, [genuine])
  await work()
  expect(await state(one?.id)).toBe('approved')
  expect((await events(one?.id ?? '')).map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['approved', 'evidence']),
  )
  const evidence = (await events(one?.id ?? '')).find(({ kind }) => kind === 'evidence')
  expect(evidence?.note).toBe('By mail: statement.pdf')
  expect(received.at(-1)).toContain(`${one?.ref} is done`)
  expect(received.at(-1)).toMatch(/^To: hugo@lindenhof\.test$/m)

  // Now only one is left: an amount is a draft, a day is noted, a file is evidence, and the task stays as it is.
  const entries = () => desk.rows('select 1 from journal_entry')
  const posted = (await entries()).length
  desk.clock.advance(3 * 3_600_000)
  const answers: [string, string, object, RegExp][] = [
    ['amount', '4,500.50', {}, /4,500\.50 EUR is noted .*, as the draft DRA-1\. Nothing is posted/],
    ['day', 'by 4 December', {}, /expected on Friday 4 December 2026/],
    ['file', '', { headers: EVIDENCE, text: withFile('see attached') }, /as evidence/],
  ]
  for (const [id, text, more, told] of answers) {
    await desk.arrive(books, [await signed(answer(replyTo, id, text, more), 'lindenhof.test')])
    await work()
    expect((received.at(-1) ?? '').replace(/=\r\n/g, '')).toMatch(told)
    expect(await state(two?.id)).toBe('ready')
  }
  expect((await events(two?.id ?? '')).slice(-3)).toEqual([
    { kind: 'amount', note: 'By mail: 4,500.50 EUR' },
    { kind: 'expected', note: 'By mail: expected on 2026-12-04' },
    { kind: 'evidence', note: 'By mail: statement.pdf' },
  ])
  expect(await entries()).toHaveLength(posted)
  expect(await desk.rows('select ref, amount_minor::int as minor, state from draft_accrual')).toEqual([
    { ref: 'DRA-1', minor: 450050, state: 'draft' },
  ])
  await fay.sees('DRA-1 is a draft accrual')

  // And it is blocked.
  await desk.arrive(books, [
    await signed(answer(replyTo, 'blocked', 'blocked: waiting for the bank\n\nHugo'), 'lindenhof.test'),
  ])
  await work()
  expect(await state(two?.id)).toBe('blocked')
  expect((await events(two?.id ?? '')).at(-1)).toMatchObject({ kind: 'blocked', note: 'waiting for the bank' })

  // An auto-reply to the reminder is no answer, and a backfilled one is history.
  const settled = await desk.rows('select 1 from mail_answer')
  await desk.arrive(books, [
    answer(replyTo, 'ooo', `done ${two?.ref}`, { headers: { 'Auto-Submitted': 'auto-replied' } }),
  ])
  await desk.arrive(books, [await signed(answer(replyTo, 'old', `done ${two?.ref}`), 'lindenhof.test')], false)
  await work()
  expect(await state(two?.id)).toBe('blocked')
  expect(await desk.rows('select 1 from mail_answer')).toHaveLength(settled.length)
}

const EVIDENCE = { 'Content-Type': 'multipart/mixed; boundary="b"' }
const withFile = (text: string) =>
  `--b\nContent-Type: text/plain\n\n${text}\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="statement.pdf"\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--b--`
