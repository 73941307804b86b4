import type { DNSResolver } from 'mailauth'
import type { Catalog } from '../bots/commands/define-command.js'
import type { KeptFiles } from '../bots/commands/files.js'
import type { Reply } from '../bots/commands/reply.js'
import type { MakeMailLink } from '../domain/correspondence/mail-link.js'
import type { MakeFileLink } from '../domain/payables/file-link.js'
import type { ChatChannel } from '../domain/people/chat-channel-store.js'
import type { MakeConfirmLink } from '../domain/people/confirm-link.js'
import type { MakeSlackProof } from '../domain/people/slack-proof.js'
import type { MakeStopLink } from '../domain/reports/stop-link.js'
import type { Redacted } from '../lib/redacted.js'
import type { SecretKey } from '../lib/secret-box.js'
import type { MailFiles } from '../mail/files/mail-files.js'

/** A message in a chat: where it stands, so that it can be edited in place. */
export type ChatAddress = { channel: string; ts: string }

/** Members of staff, and how many who are not known to be one. */
export type ChatAudience = { staffIds: readonly string[]; strangers: readonly string[] }

/**
 * What jobs may do in a workspace's chat. The Slack face implements it; a `null` answer means that none is connected there.
 * Throws `refused` where the chat will never take the message (no such channel, not invited), `not_found` for a message
 * that is gone, `limited` and `unavailable` for what may succeed later.
 */
export type ChatOut = {
  /**
   * Posts to a channel or, as a direct message, to a user; once, so that a lost answer is the caller's to look into.
   * `deliveryId` goes into the message's metadata, so that it can be found again. `thread`: as an answer to that message.
   */
  post(workspaceId: string, to: string, reply: Reply, deliveryId: string, thread?: string): Promise<ChatAddress | null>
  /** Sends what files of a posted message do not stand beneath it: the message and its files are not one deed. */
  complete(workspaceId: string, at: ChatAddress, reply: Reply, thread?: string): Promise<void>
  /** Replaces a message in place by what `shown` makes; false where no chat is connected. */
  update(workspaceId: string, at: ChatAddress, shown: () => Promise<Reply>): Promise<boolean>
  /** Looks for a message that carries this delivery id: the answer to "was it sent before the crash?" */
  find(workspaceId: string, to: string, wanted: ChatSearch): Promise<ChatAddress | null>
  /** Who reads what stands in a channel, or why nobody can tell; null where no chat is connected. */
  audience(workspaceId: string, channel: string): Promise<ChatAudience | { why: string } | null>
  /** Every channel that the app can see: the open ones, and those that it is in. */
  channels(workspaceId: string): Promise<ChatChannel[] | null>
}

/** `since` null: the company lives on a clock of its own, and the chat has another; then all that stands there is looked through. */
export type ChatSearch = { deliveryId: string; since: Date | null; thread?: string | undefined }

/** The outside world as jobs see it. Built once, in the composition root. */
export type Services = {
  readonly chat: ChatOut
  /** The key that secrets in the database are sealed with. */
  readonly key: SecretKey
  /** Where raw mail and files are kept. */
  readonly mailFiles: MailFiles
  /** The outgoing server for workspaces that have none of their own. */
  readonly smtpUrl: Redacted | undefined
  readonly mailFrom: string | undefined
  /** A server with a self-signed certificate, or none, on this very machine: the mail room of the demo. */
  readonly insecureMail: boolean
  /** Every command and kind of record. */
  readonly catalog: Catalog
  /** Where a mail, and a confirmation, can be opened in the browser; absent where there is no web port. */
  readonly mailLink?: MakeMailLink
  readonly confirmLink?: MakeConfirmLink
  /** Where who gets a scheduled report by mail stops it. */
  readonly stopLink?: MakeStopLink
  /** Where somebody in Slack proves who they are. */
  readonly slackProof?: MakeSlackProof
  /** Where files of bills are kept, and can be opened in the browser. */
  readonly fileLink?: MakeFileLink
  readonly kept?: KeptFiles
  /** Where staff write commands to; mails have buttons only with it. */
  readonly assistant?: string | undefined
  /** Where senders' keys are looked up; default: the machine's own DNS. */
  readonly dns?: DNSResolver
}

/** Where no Slack is connected: nothing is sent, and a delivery says so. */
export const noChat: ChatOut = {
  post: async () => null,
  complete: async () => undefined,
  update: async () => false,
  find: async () => null,
  audience: async () => null,
  channels: async () => null,
}
