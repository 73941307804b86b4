import { clip, oneLine } from '../../lib/text.js'
import type { Direction } from './address-book.js'
import type { LinkKind } from './match-message.js'
import type { MessageClass, ParticipantRole } from './parsed-message.js'

/** How much of a message somebody may see: that it was, also its subject, or all of it. */
export type ShareLevel = 'metadata' | 'subject' | 'full'

/** A thread in a list. What the asker may not see is null. */
export type ThreadLine = {
  id: string
  /** What people type: MAIL-12. */
  ref: string
  /** Only who holds a copy sees it: so does the asker. */
  private: boolean
  subject: string | null
  firstAt: Date
  lastAt: Date
  messages: number
  /** Who wrote last, by name where one is known. */
  lastFrom: string
  lastDirection: Direction
  /** The beginning of the newest message that is shared in full. */
  snippet: string | null
  /** Why it is on the record. */
  evidence: string
}

export type ThreadMessage = {
  id: string
  sentAt: Date
  direction: Direction
  class: MessageClass
  level: ShareLevel
  fromAddress: string
  fromName: string | null
  participants: readonly { role: ParticipantRole; address: string; name: string | null }[]
  subject: string | null
  /** Without quotes and signature. */
  reply: string | null
  /** False: it came while its mailbox's owner had not agreed to what is shared, and no text of it is stored. */
  bodyStored: boolean
  attachments: readonly { filename: string; contentType: string; sizeBytes: number }[]
}

export type ThreadLinkLine = {
  kind: LinkKind
  id: string
  evidence: string
  origin: string
}

export type ThreadView = {
  id: string
  ref: string
  version: number
  private: boolean
  subject: string | null
  firstAt: Date
  lastAt: Date
  messages: readonly ThreadMessage[]
  links: readonly ThreadLinkLine[]
}

/** The record whose threads are wanted. */
export type ThreadTarget =
  | { contactId: string }
  | { companyId: string }
  | { dealId: string }
  | { invoiceId: string }
  | { caseId: string }

const LEVELS: readonly ShareLevel[] = ['metadata', 'subject', 'full']
export const shareLevel = (level: number): ShareLevel => LEVELS[level] ?? 'metadata'

/** Why a thread is on a record, for somebody who sees no subject of it: without the words that the mail mentions. */
export const discreetEvidence = (evidence: string, subject: string | null): string =>
  subject === null && evidence.startsWith('it mentions ') ? 'it names it' : evidence

/** The reason as the end of a sentence: "the thread is there because …". Most begin with a word, some with who they speak of. */
export const because = (evidence: string): string =>
  /^(?:it|somebody) /.test(evidence) ? evidence : `it is ${evidence}`

/** A sentence with such a reason, for somebody who sees no subject of the thread. */
export const discreetWhy = (why: string, subject: string | null): string =>
  subject === null ? why.replace(/because it mentions \S+$/, 'because it names it.') : why

const SNIPPET_CHARS = 160
export const snippetOf = (reply: string): string => clip(oneLine(reply), SNIPPET_CHARS)
