import { createHash } from 'node:crypto'
import { type Dice, diceOf } from './dice.js'
import { attachment, html, htmlPart, multipart, paragraphs, sentence, textPart, wrapped } from './letter-parts.js'

export const OWN_ADDRESS = 'bench@daybook.example'
export const CUSTOMERS = 300
export const customerDomain = (customer: number): string => `customer-${customer}.example`
const customerAddress = (customer: number) => `Person ${customer} <person.${customer}@${customerDomain(customer)}>`

/** A letter (RFC 5322), and the folder it lies in. */
export type BenchLetter = { folder: 'INBOX' | 'Sent'; raw: string }

type Thread = { subject: string; customer: number; list: boolean; wanted: number; letters: Sent[]; lastText: string }

/** A letter by its id, and the ids above it. */
type Sent = { id: string; above: readonly string[] }

/**
 * So many letters as a salesperson's mailbox has them, oldest first; the same at every run. A third are parts of long
 * threads (lists: up to 150 letters, that branch), a tenth stand alone; a quarter are HTML with text beside it, one in twenty carries
 * a file, one in a hundred a large one.
 */
export function* letters(count: number, seed = 1): Generator<BenchLetter> {
  const dice = diceOf(seed)
  const open: Thread[] = []
  for (let n = 0; n < count; n += 1) {
    if (open.length === 0 || (open.length < 60 && dice.below(3) === 0)) open.push(newThread(dice))
    const at = dice.below(open.length)
    const thread = open[at] as Thread
    yield letter(dice, n, thread, seed)
    if (thread.letters.length >= thread.wanted) open.splice(at, 1)
  }
}

function newThread(dice: Dice): Thread {
  const kind = dice.below(100)
  const wanted = kind < 45 ? 1 : kind < 90 ? 2 + dice.below(6) : kind < 98 ? 8 + dice.below(30) : 40 + dice.below(110)
  const subject = sentence(dice).slice(0, 30)
  return { subject, customer: dice.below(CUSTOMERS), list: wanted >= 40, wanted, letters: [], lastText: '' }
}

function letter(dice: Dice, n: number, thread: Thread, seed: number): BenchLetter {
  const ours = !thread.list && dice.below(3) === 0
  const author = thread.list ? dice.below(CUSTOMERS) : thread.customer
  const id = `<${createHash('sha256').update(`${seed} ${n}`).digest('hex').slice(0, 32)}@${ours ? 'daybook.example' : customerDomain(author)}>`
  const above = ancestorsOf(dice, thread)
  const own = paragraphs(dice, 1 + dice.below(7))
  const quoted = thread.lastText && dice.below(3) > 0 ? quoteOf(thread.lastText) : ''
  const body = bodyOf(dice, n, own, quoted)
  const lines = [...transportHeaders(dice, n), ...ownHeaders(thread, n, { ours, author, id, above }), body]
  thread.letters.push({ id, above })
  thread.lastText = `${wrapped(own.join('\n\n'))}${quoted}`
  return { folder: ours ? 'Sent' : 'INBOX', raw: lines.join('\r\n') }
}

type Facts = { ours: boolean; author: number; id: string; above: readonly string[] }

function ownHeaders(thread: Thread, n: number, { ours, author, id, above }: Facts): string[] {
  const other = customerAddress(author)
  const self = `Bench <${OWN_ADDRESS}>`
  const to = thread.list ? 'Forum <forum@lists.example>' : ours ? other : self
  const at = new Date(Date.UTC(2026, 0, 1) + n * 300_000).toUTCString().replace('GMT', '+0000')
  return [
    `From: ${ours ? self : other}`,
    `To: ${to}`,
    ...(n % 5 === 0 && author % 4 === 0
      ? [`Cc: Colleague <colleague@${customerDomain(author)}>, accounts@${customerDomain(author)}`]
      : []),
    `Subject: ${above.length > 0 ? 'Re: ' : ''}=?utf-8?B?${Buffer.from(thread.subject).toString('base64')}?=`,
    `Date: ${at}`,
    `Message-ID: ${id}`,
    ...(above.length > 0 ? [`In-Reply-To: ${above.at(-1)}`, `References: ${above.join('\r\n\t')}`] : []),
    ...(thread.list
      ? [
          'List-Id: Forum <forum.lists.example>',
          'List-Unsubscribe: <mailto:forum-leave@lists.example>',
          'Precedence: list',
        ]
      : []),
    'MIME-Version: 1.0',
  ]
}

/** Two people answer each other in turn; on a list people answer one of the last twenty letters, so that it branches. */
function ancestorsOf(dice: Dice, { letters, list }: Thread): string[] {
  const answered = letters.at(list ? -1 - dice.below(Math.min(20, letters.length || 1)) : -1)
  return answered ? [...answered.above, answered.id] : []
}

/** What servers put on top: about 1.3 KB. */
function transportHeaders(dice: Dice, n: number): string[] {
  const hop = (from: string, by: string) =>
    `Received: from ${from} (${from} [192.0.2.${dice.below(250)}])\r\n\tby ${by} with ESMTPS id ${dice.bytes(8).toString('hex')}\r\n\tfor <${OWN_ADDRESS}>; ${new Date(Date.UTC(2026, 0, 1) + n * 300_000).toUTCString()}`
  return [
    `Return-Path: <bounce-${n}@relay.example>`,
    hop('mx2.relay.example', 'mail.daybook.example'),
    hop('out.relay.example', 'mx2.relay.example'),
    `Authentication-Results: mail.daybook.example; dkim=pass header.d=relay.example; spf=pass; dmarc=pass`,
    `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=relay.example; s=s1;\r\n\th=from:to:subject:date:message-id; bh=${dice.bytes(32).toString('base64')};\r\n\tb=${dice.bytes(128).toString('base64').replace(/.{64}/g, '$&\r\n\t')}`,
    `X-Mailer: Bench ${dice.below(9)}.${dice.below(9)}`,
    `X-Spam-Status: No, score=-${dice.below(5)}.${dice.below(9)} required=5.0 tests=ALL_TRUSTED,BAYES_00,DKIM_VALID`,
  ]
}

/** The last two levels at most: people cut what is below. */
const quoteOf = (text: string): string =>
  `\r\nOn Monday, somebody wrote:\r\n${text
    .split('\r\n')
    .filter((line) => !line.startsWith('> > '))
    .slice(0, 60)
    .map((line) => `> ${line}`)
    .join('\r\n')}\r\n`

function bodyOf(dice: Dice, n: number, own: readonly string[], quoted: string): string {
  const plain = `${wrapped(own.join('\n\n'))}${quoted}`
  const kind = dice.below(100)
  if (kind >= 30) return textPart(plain)
  const rich = htmlPart(html([...own, ...(quoted ? [quoted] : [])]))
  if (kind < 3) return rich
  const both = multipart(`alt-${n}`, 'alternative', [textPart(plain), rich])
  if (kind >= 8) return both
  const bytes = kind === 3 ? 30_000 + dice.below(120_000) : 2_000 + dice.below(20_000)
  return multipart(`mix-${n}`, 'mixed', [both, attachment(dice, bytes, `file-${n}.pdf`, 'application/pdf')])
}
