import { expect, it } from 'vitest'
import { dispatch } from '../../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Reply } from '../../../src/bots/commands/reply.js'
import { mailOfReply } from '../../../src/bots/email/mail-of-reply.js'
import { resultOf } from '../../../src/bots/mcp/result-of-answer.js'
import { renderReply } from '../../../src/bots/terminal/render-reply.js'
import { answerJson } from '../../../src/bots/terminal/reply-json.js'
import { draftInvoice } from '../../../src/domain/billing/draft-invoice.js'
import { issueInvoice } from '../../../src/domain/billing/issue-invoice.js'
import { createCompany } from '../../../src/domain/crm/create-company.js'
import { createContact } from '../../../src/domain/crm/create-contact.js'
import { createDeal } from '../../../src/domain/crm/create-deal.js'
import { fromDecimal } from '../../../src/lib/money.js'
import { invitation } from '../../support/invitation.js'
import { letter } from '../../support/letter.js'
import { mailDesk } from '../../support/mail-desk.js'
import { deliveryReport } from '../../support/report.js'

// Words that stand nowhere but in what a mailbox of the kind "who and when" must not show.
const SUBJECT = 'Quokkaplan'
const TEXT = 'Numbatclause'
const FILE = 'Bilbyfile'
const SECRETS = [SUBJECT, TEXT, FILE]

const desk = await mailDesk([
  { name: 'dana', roles: ['sales'] },
  { name: 'max', roles: ['manager', 'finance'] },
])
const catalog = await loadCatalog()
const us = 'dana@lindenhof.test'
const mailbox = await desk.mailbox(us, 'metadata')
const maxId = desk.staff['max'] ?? ''

// All records are Max's, the mailbox is Dana's.
const refs = await desk.change(async (tx) => {
  const acme = await createCompany(tx, { name: 'Acme', currency: 'EUR', domains: ['acme.com'], ownerId: maxId })
  const ada = await createContact(tx, { name: 'Ada Lovelace', addresses: ['ada@acme.com'], ownerId: maxId })
  const deal = await createDeal(tx, {
    title: 'Renewal',
    companyId: acme.id,
    amount: fromDecimal('100.00', 'EUR'),
    ownerId: maxId,
  })
  const lines = [{ description: 'Work', unitPriceMinor: 100_00n }]
  const { id } = await draftInvoice(tx, { companyId: acme.id, lines, draftDate: '2026-11-20' })
  const { number } = await issueInvoice(tx, id, '2026-11-20')
  return { company: acme.ref, contact: ada.ref, deal: deal.ref, invoice: number ?? '' }
}, 'max')

await desk.arrive(mailbox, [
  letter({
    id: 'q@acme.com',
    from: 'Ada Lovelace <ada@acme.com>',
    to: us,
    subject: `${SUBJECT} for ${refs.deal}`,
    headers: { 'Content-Type': 'multipart/mixed; boundary=b' },
    text: `--b\nContent-Type: text/plain\n\n${TEXT} about ${refs.invoice}.\n--b\nContent-Type: application/pdf\nContent-Disposition: attachment; filename="${FILE}.pdf"\n\nx\n--b--`,
  }),
  letter({ id: 'q2@acme.com', from: 'Carl <carl@acme.com>', to: us, subject: `${SUBJECT} again`, text: TEXT }),
  letter({ id: 'q3@us', from: us, to: 'ada@acme.com', subject: `Re: ${SUBJECT}`, text: TEXT, inReplyTo: 'q@acme.com' }),
  invitation({ id: 'q4@acme.com', to: us }).replaceAll('Renewal talk', SUBJECT).replaceAll('Room 4', TEXT),
  deliveryReport({
    to: us,
    about: 'q3@us',
    recipients: [{ address: 'ada@acme.com', status: '5.1.1', said: 'No user' }],
  }),
])
await desk.work()
desk.clock.advance(31_000)
await desk.work()

const [thread] = await desk.rows<{ ref: string }>(
  "select t.ref from thread t join message m on m.thread_id = t.id where m.message_key = 'q@acme.com'",
)

/** Every reading command as it is typed, about each record that the mail is on, and every search for the words. */
function lines(): string[] {
  const about: Readonly<Record<string, string | undefined>> = { ...refs, thread: thread?.ref }
  const typed = [...catalog.commands.values()]
    .filter(({ risk }) => risk === 'read')
    .map(({ name, params, example }) => {
      const target = Object.values(params).find((param) => param.target && param.record)
      const ref = target?.record && about[target.record]
      return ref ? `${name} ${ref}` : example
    })
  const searches = SECRETS.map(asNobodyWrites).flatMap((word) => [
    `search ${word}`,
    `search mail ${word}`,
    `search mail ${word} from:ada@acme.com`,
    `thread show ${word}`,
    `thread html ${word}`,
    `contact find ${word}`,
    `link ${word} to:${refs.deal}`,
  ])
  const more = [
    'search mail from:ada@acme.com',
    'search mail has:attachment',
    'search mail to:dana',
    'search mail after:2026-01-01',
  ]
  const writes = [
    `thread split ${thread?.ref} at:2`,
    `link ${thread?.ref} to:${refs.company}`,
    `unlink ${thread?.ref} from:${refs.company}`,
  ]
  return [...typed, ...searches, ...more, ...writes]
}

const secretsIn = (text: string): string[] => SECRETS.filter((word) => text.toLowerCase().includes(word.toLowerCase()))

/** No command minds: what is said again of it is told from what a mail says. */
const asNobodyWrites = (word: string): string => word.toLowerCase().replace(/[aeiou]/g, (vowel) => vowel.toUpperCase())

/** What was typed is said again in an answer that finds nothing. */
const withoutEcho = (text: string, line: string): string =>
  SECRETS.map(asNobodyWrites).reduce((rest, word) => (line.includes(word) ? rest.replaceAll(word, '') : rest), text)

/** Everything of an answer by mail but the pictures, its spreadsheets included. */
async function mailed({ chart: _chart, ...reply }: Reply): Promise<string> {
  const rendering = { subject: reply.headline, timeZone: 'UTC', catalog, answering: null }
  const { subject, text, html, attachments } = await mailOfReply(reply, rendering)
  const files = attachments.map(({ filename, content }) => `${filename} ${Buffer.from(content).toString()}`)
  return [subject, text, html, ...files].join('\n')
}

it('a mailbox of “who and when” tells colleagues no word of a mail, in no face', async () => {
  const who = { workspaceId: desk.scope.workspaceId, staffId: maxId, via: 'terminal' as const }
  const deps = { db: desk.db, catalog, mailLink: () => 'http://127.0.0.1/mail/x' }
  const told: string[] = []
  const seen: string[] = []
  for (const line of lines()) {
    const answer = await dispatch(deps, { who, input: { text: line } })
    const text = renderReply(answer.reply, { width: 200, timeZone: 'UTC', colour: false } as never)
    seen.push(text)
    const tool = JSON.stringify(resultOf(answer, { timeZone: 'UTC', asked: '' }))
    for (const face of [text, answerJson(answer), tool, await mailed(answer.reply)]) {
      const words = secretsIn(withoutEcho(face, line))
      if (words.length > 0) told.push(`${line}: ${words.join(', ')}`)
    }
  }
  expect(told).toEqual([])
  // It is there all the same: who wrote, and when.
  expect(seen.join('\n')).toContain('(private)')
  expect(seen.join('\n')).toContain('Ada Lovelace')
})

it('nor in Slack: notices, suggestions, cards, App Home, what a form offers', async () => {
  const max = desk.slack.as('max')
  await max.sees('New mail')
  await max.home()
  for (const line of [`contact show ${refs.contact}`, `thread show ${thread?.ref}`, `deal show ${refs.deal}`])
    await max.asks(line)
  const said = await desk.slack.log('call')
  expect(said.length).toBeGreaterThan(5)
  expect(secretsIn(JSON.stringify(said))).toEqual([])
})

it('while its holder sees all of it', async () => {
  const dana = desk.slack.as('dana')
  const shown = JSON.stringify(await dana.asks(`thread show ${thread?.ref}`))
  expect(secretsIn(shown)).toEqual(SECRETS)
})
