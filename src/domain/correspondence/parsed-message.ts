/** What a mail is, which decides whether it counts as contact with a person. */
export type MessageClass = 'person' | 'bulk' | 'auto' | 'bounce' | 'feedback' | 'invitation'

export type ParticipantRole = 'from' | 'to' | 'cc' | 'bcc' | 'reply-to'

export type ParsedParticipant = { role: ParticipantRole; address: string; name: string | null }

/** A part that is not text; its bytes stay in the raw message and are found again by `partPath` (RFC 3501 §6.4.5). */
export type ParsedAttachment = {
  filename: string
  contentType: string
  sizeBytes: number
  partPath: string
  contentId: string | null
}

/**
 * A mail that was read: everything filing needs, in well-formed text without NUL (which Postgres cannot store). Whoever
 * reads mail makes these; filing knows nothing of MIME.
 */
export type ParsedMessage = {
  /** Normalised Message-ID, else `sha256:` of the normalised content. */
  messageKey: string
  /** SHA-256 over the headers that people see and the body; transport headers do not count. */
  contentHash: string
  subject: string
  /** What the sender's clock said; the server's arrival time when there is no readable date. */
  sentAt: Date
  participants: readonly ParsedParticipant[]
  /** Normalised ids, oldest first. */
  references: readonly string[]
  inReplyTo: readonly string[]
  class: MessageClass
  /** Which conversation Gmail or Outlook takes it for (`gmail:123`): it suggests a merge, and joins nothing. */
  providerThread?: string | null
  /** The whole text, for search. */
  text: string
  /** The text without quotes and signature, for showing. */
  reply: string
  sizeBytes: number
  attachments: readonly ParsedAttachment[]
}

/** Where the raw bytes of a message are: a pack file of the workspace. `file` is empty when none are kept (a made-up company). */
export type RawPlace = { file: string; offset: number; length: number }

/** Where a copy of a message lies on a server (RFC 3501 §2.3.1.1). */
export type MessageSpot = {
  mailboxId: string
  folder: string
  uidValidity: bigint
  uid: bigint
  flags: readonly string[]
}

/** Looks up the addresses that a mail's headers, and those of mails within it, name beyond its participants. */
export type AlsoNamed = () => readonly string[]

/** One copy of a mail, ready to be filed. */
export type FilingItem = {
  message: ParsedMessage
  raw: RawPlace
  spot: MessageSpot
  receivedAt: Date
  /** Arrived while its folder was followed; what a backfill or an import brings is history, and wakes nobody. */
  live?: boolean
  /** Addresses that its headers name beyond the participants: Sender, Resent-To, Delivered-To. For never-log rules alone. */
  alsoNamed?: AlsoNamed
  /** Text and attachments are left out, and no raw bytes kept: the mailbox's owner has not agreed yet to what is shared. */
  bodiless?: boolean
  /** Retyped by the program of who forwarded it: the mail itself takes its place when it comes. */
  standsIn?: boolean
}
