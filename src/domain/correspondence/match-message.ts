import { companyDomainOf, type Direction, isOwn, type OwnAddresses, type Party } from './address-book.js'
import type { MessageClass } from './parsed-message.js'

/** A message as matching sees it. */
export type MatchInput = {
  messageKey: string
  direction: Direction
  class: MessageClass
  subject: string
  text: string
  /** Ids it answers or refers to. */
  ancestors: readonly string[]
  parties: readonly Party[]
}

/** What is known about the addresses, words and ids that the messages name. */
export type MatchBook = {
  own: OwnAddresses
  contactByAddress: ReadonlyMap<string, { id: string; companyId: string | null }>
  companyByDomain: ReadonlyMap<string, string>
  /** Contact or company id → its open deals. */
  openDeals: ReadonlyMap<string, readonly string[]>
  dealByRef: ReadonlyMap<string, string>
  invoiceByNumber: ReadonlyMap<string, string>
  /** Message-ID of a mail that we sent an invoice with → the invoice. */
  invoiceByMail: ReadonlyMap<string, string>
}

export type LinkKind = 'contact' | 'company' | 'deal' | 'invoice' | 'case'
export type Match = { kind: LinkKind; id: string; evidence: string }

/** Which records a message belongs to, and why; each record once, with the first reason. Pure. */
export function matchMessage(message: MatchInput, book: MatchBook): Match[] {
  const found = new Map<string, Match>()
  const add = (kind: LinkKind, id: string | null | undefined, evidence: string) => {
    if (id && !found.has(`${kind} ${id}`)) found.set(`${kind} ${id}`, { kind, id, evidence })
  }
  for (const { role, addressKey } of outsidersOf(message, book.own)) {
    const contact = book.contactByAddress.get(addressKey)
    const domain = companyDomainOf(addressKey)
    const where = role === 'from' ? 'from' : role === 'reply-to' ? 'answers go to' : 'to'
    add('contact', contact?.id, `${where} ${addressKey}`)
    add('company', contact?.companyId, `${where} ${addressKey}, who works there`)
    if (domain !== null)
      add('company', book.companyByDomain.get(domain), `${where} ${addressKey}, at its domain ${domain}`)
  }
  if (message.class !== 'bulk' && message.class !== 'feedback') {
    for (const match of [...namedRecords(message, book), ...onlyDeal(found, message, book)])
      add(match.kind, match.id, match.evidence)
  }
  return [...found.values()]
}

export const outsidersOf = (message: { parties: readonly Party[] }, own: OwnAddresses): Party[] =>
  message.parties.filter(({ addressKey }) => !isOwn(own, addressKey))

function* namedRecords(message: MatchInput, book: MatchBook): Generator<Match> {
  const sent = book.invoiceByMail.get(message.messageKey)
  if (sent) yield { kind: 'invoice', id: sent, evidence: 'it is the mail that the invoice went with' }
  for (const id of message.ancestors) {
    const answered = book.invoiceByMail.get(id)
    if (answered) yield { kind: 'invoice', id: answered, evidence: 'it answers the mail that the invoice went with' }
  }
  if (book.invoiceByNumber.size + book.dealByRef.size === 0) return
  for (const word of mentionsOf(message)) {
    const invoice = book.invoiceByNumber.get(word)
    if (invoice) yield { kind: 'invoice', id: invoice, evidence: `it mentions ${word}` }
    const deal = book.dealByRef.get(word)
    if (deal) yield { kind: 'deal', id: deal, evidence: `it mentions ${word}` }
  }
}

/** The one open deal of a contact, else of a company; two or none say nothing. */
function* onlyDeal(found: ReadonlyMap<string, Match>, message: MatchInput, book: MatchBook): Generator<Match> {
  if (message.class !== 'person' && message.class !== 'invitation') return
  for (const kind of ['contact', 'company'] as const) {
    const deals = new Set(
      [...found.values()].filter((m) => m.kind === kind).flatMap((m) => book.openDeals.get(m.id) ?? []),
    )
    const [only] = deals
    if (deals.size === 1 && only) yield { kind: 'deal', id: only, evidence: `it is the one open deal of the ${kind}` }
    if (deals.size > 0) return
  }
}

/** A mail may name this many records; more is a statement or a list, which links to its first. */
const MAX_MENTIONS = 200
const MENTION = /(?<![\p{L}\d])[\p{L}][\p{L}\d]*(?:[-/][\p{L}\d]+)+/gu

/** Words that look like a reference (`INV-2026-0042`, `DEAL-12`), in capitals, from subject and text. */
export function mentionsOf(message: { subject: string; text: string }): string[] {
  const words = new Set<string>()
  for (const [word] of `${message.subject}\n${message.text}`.matchAll(MENTION)) {
    if (word.length <= 40 && /\d/.test(word)) words.add(word.toUpperCase())
    if (words.size === MAX_MENTIONS) break
  }
  return [...words]
}
