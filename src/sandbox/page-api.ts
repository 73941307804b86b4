/**
 * What the browser page and the sandbox's server say to each other: JSON over HTTP under `/sandbox/api`, and one
 * server-sent event stream. Types only, so that the page can import this file without pulling in the server.
 *
 * Manners
 * - Everything is seen and done *as* a person: `as` is the user id of whoever the page is acting as. `GET state` without
 *   `as` is the first person's state: the first of `users` who is no bot.
 * - A request body is JSON (`content-type: application/json`), except the upload of a file.
 * - Success is 200 with the answer type below. Failure is 4xx or 5xx with an `ApiError`.
 * - Reading and subscribing: GET `state` first, then open `stream?as=…&after=<state.seq>`. An `EventSource` resumes by
 *   itself (Last-Event-ID). When the server can't fill the gap it sends `{ type: 'reset' }`: GET `state` again.
 * - Most actions answer at once and show their effect through the stream.
 *
 * | method and path                 | body or query            | answer               |
 * | ------------------------------- | ------------------------ | -------------------- |
 * | GET  state                      | ?as, else the first one; ?after: only newer messages | State |
 * | GET  stream                     | ?as &after               | SSE: `Change`        |
 * | POST messages                   | SendMessage              | Sent                 |
 * | POST commands                   | RunCommand               | Done                 |
 * | POST actions                    | DoAction                 | Done                 |
 * | POST options                    | AskOptions               | Options              |
 * | POST shortcuts                  | RunShortcut              | Done                 |
 * | POST views/submit               | SubmitView               | Submitted            |
 * | POST views/close                | CloseView                | Done                 |
 * | POST home/open                  | OpenHome                 | Done                 |
 * | POST agent/open                 | OpenAgent                | AgentThread          |
 * | POST conversations/open         | OpenConversation         | Conversation         |
 * | POST conversations/create       | CreateConversation       | Conversation         |
 * | POST conversations/join         | JoinConversation         | Conversation         |
 * | POST reactions                  | ToggleReaction           | Done                 |
 * | POST files                      | raw bytes, ?UploadQuery  | Sent                 |
 * | POST uploads                    | raw bytes, ?InputUploadQuery | FileInfo         |
 * | GET  files/:id                  | ?download=1 for a saveas | the bytes            |
 * | GET  mail/mailboxes             |                          | MailboxList          |
 * | GET  mail/messages              | ?MailListQuery           | MailList             |
 * | GET  mail/message               | ?MailReadQuery           | MailMessage          |
 * | GET  mail/attachment            | ?MailReadQuery &part     | the bytes            |
 * | POST mail/send                  | SendMail                 | MailSent             |
 */

/** The body of every answer that isn't 200. `message` is a sentence that can be shown as it is. */
export interface ApiError {
  /** e.g. `user_not_found`, `channel_not_found`, `invalid`, `mail_unavailable`, `app_not_connected` */
  error: string
  message: string
}

/** Nothing more to say: what follows arrives over the stream. */
export interface Done {
  ok: true
  /** False when the app did not take it (no answer in time, an error). The person has been told in `notice`. */
  delivered: boolean
  notice?: string
}

// ---------------------------------------------------------------- the workspace

/** All that the person `as` may see. */
export interface State {
  /** Sequence number of the newest change that is in here. */
  seq: number
  team: Team
  app: AppInfo
  users: User[]
  /** Public channels (also those not joined), private channels and DMs of this person. */
  conversations: Conversation[]
  /** Of those conversations, oldest first; thread replies among them (`threadTs` differs from `ts`). */
  messages: Message[]
  commands: SlashCommand[]
  shortcuts: Shortcut[]
  /** The person's open modals, bottom first; the last is on top. Empty: none. */
  modals: View[]
  /** The person's App Home as the app last published it; null before that. */
  home: View | null
  /** The person's threads with the app's agent pane, newest last. */
  agentThreads: AgentThread[]
  /** False while there is no app to deliver to (it starts after the sandbox). */
  appConnected: boolean
  /** Whether this sandbox has a mail room. */
  hasMail: boolean
}

export interface Team {
  id: string
  name: string
  domain: string
}

/** The product under test as Slack shows an app. */
export interface AppInfo {
  /** `A…` */
  id: string
  /** The user id of its bot, which is also in `users` with `isBot`. */
  botUserId: string
  name: string
  description: string
  colour: string
  /** Whether the manifest declares an agent pane (`features.assistant_view` or `features.agent_view`). */
  hasAgent: boolean
  /** Whether the manifest enables the Home tab. */
  hasHome: boolean
  /** Channel suggestions and the like that the manifest gives the agent pane before any thread exists. */
  suggestedPrompts: SuggestedPrompt[]
}

/** Somebody to act as, or a bot. */
export interface User {
  id: string
  /** handle, what `@` completes */
  name: string
  realName: string
  /** job title; empty for bots */
  title: string
  email: string
  /** avatar background, `#rrggbb`; the page draws the initials on it */
  colour: string
  /** IANA, e.g. `Europe/Berlin` */
  tz: string
  isBot: boolean
}

export interface Conversation {
  id: string
  kind: 'channel' | 'private' | 'im' | 'mpim'
  /** Without `#`. For `im` the other person's real name, for `mpim` the names joined by commas. */
  name: string
  topic: string
  /** user ids; of a DM all of them */
  members: string[]
  /** Whether the person `as` is in it. */
  isMember: boolean
  /** `im` only: the other person's user id. */
  withUser?: string
}

/** Anything Block Kit; the server has checked it against Slack's limits before it gets here. */
export interface Block {
  type: string
  block_id?: string
  [key: string]: unknown
}

export interface Message {
  channel: string
  /** Its id within the channel: seconds with a six-digit counter, as Slack's. */
  ts: string
  /** User id of whoever wrote it (the app's bot user id for the app, `USLACKBOT` for Slack's own notices). */
  user: string
  /** mrkdwn, with `<@U…>`, `<#C…>` and `<https://…|label>`. Shown only when `blocks` is empty. */
  text: string
  blocks: Block[]
  /** Secondary attachments and link unfurls. */
  attachments: Attachment[]
  files: FileInfo[]
  reactions: Reaction[]
  /** Set when it belongs to a thread; equal to `ts` on the parent. */
  threadTs?: string
  /** On a parent: how many replies there are, who wrote them and when the last came. */
  replyCount?: number
  replyUsers?: string[]
  latestReply?: string
  /** A reply that was also sent to the channel: show it in both. */
  broadcast?: boolean
  /** “Only visible to you”. It lives till the person reloads Slack; here until the state is reset. */
  ephemeral: boolean
  /** Time of the last edit as a `ts`; mark it “(edited)”. The app's own updates carry none, as in Slack. */
  editedTs?: string
  /** A quiet line such as “joined the channel”. */
  subtype?: string
}

export interface Attachment {
  id: number
  fallback?: string
  /** `#rrggbb` or `good`, `warning`, `danger` */
  color?: string
  pretext?: string
  author_name?: string
  title?: string
  title_link?: string
  text?: string
  fields?: { title: string; value: string; short?: boolean }[]
  image_url?: string
  footer?: string
  blocks?: Block[]
  /** On an unfurl: the link it stands for. */
  from_url?: string
  [key: string]: unknown
}

export interface FileInfo {
  id: string
  name: string
  title: string
  mimetype: string
  /** e.g. `png`, `pdf`, `csv` */
  filetype: string
  /** bytes */
  size: number
  /** Path on this server that gives the bytes; add `?download=1` to save instead of show. */
  url: string
  /** True for what an `<img>` can show. */
  isImage: boolean
  altText?: string
}

export interface Reaction {
  /** emoji name without colons */
  name: string
  users: string[]
}

export interface SlashCommand {
  /** with the slash: `/deal` */
  command: string
  description: string
  /** e.g. `[show|move|win] <deal>`; may be empty */
  usageHint: string
}

export interface Shortcut {
  name: string
  description: string
  callbackId: string
  /** `global`: the composer's lightning menu; `message`: a message's “more actions” menu. */
  type: 'global' | 'message'
}

// ---------------------------------------------------------------- views

/** A modal or an App Home. `plain_text` objects as Slack has them. */
export interface View {
  id: string
  type: 'modal' | 'home'
  title?: PlainText
  submit?: PlainText
  close?: PlainText
  blocks: Block[]
  callbackId: string
  clearOnClose: boolean
  notifyOnClose: boolean
  submitDisabled: boolean
  /** Changes with each update. The page keeps what was typed in blocks whose block_id and action_id stay. */
  hash: string
  /** Set after a submission was answered with errors, by block_id: show each under its input. */
  errors: Record<string, string>
}

export interface PlainText {
  type: 'plain_text'
  text: string
  emoji?: boolean
}

/** One composition option: of selects, radio buttons, checkboxes, overflow menus. */
export interface Option {
  text: { type: 'plain_text' | 'mrkdwn'; text: string; emoji?: boolean }
  value: string
  description?: { type: 'plain_text' | 'mrkdwn'; text: string }
  url?: string
}

/**
 * What a person has put into one element, just as Slack reports it in `state.values[block_id][action_id]`; which of the
 * properties is there follows from the type of the element. An empty field is `null` (an empty list for multi-selects).
 */
export interface ElementState {
  /** the element's type: `plain_text_input`, `static_select`, `external_select`, `datepicker`, … */
  type: string
  /** plain_text_input, number_input, email_text_input, url_text_input; button */
  value?: string | null
  /** static_select, external_select, radio_buttons, overflow */
  selected_option?: Option | null
  /** multi_static_select, multi_external_select, checkboxes */
  selected_options?: Option[]
  selected_user?: string | null
  selected_users?: string[]
  selected_conversation?: string | null
  selected_conversations?: string[]
  selected_channel?: string | null
  selected_channels?: string[]
  /** datepicker: `YYYY-MM-DD` */
  selected_date?: string | null
  /** timepicker: `HH:mm` */
  selected_time?: string | null
  /** datetimepicker: seconds since 1970 */
  selected_date_time?: number | null
  /** rich_text_input */
  rich_text_value?: Block | null
  /** file_input */
  files?: FileInfo[]
}

/** By block_id, then by action_id. */
export type StateValues = Record<string, Record<string, ElementState>>

// ---------------------------------------------------------------- the stream

/**
 * One server-sent event: `id:` is the sequence number, `event:` is `change`, `data:` is this as JSON.
 * Only what the subscribed person may see is sent. Upserts replace the whole object.
 */
export type Change =
  | { type: 'message'; message: Message }
  | { type: 'message_removed'; channel: string; ts: string }
  | { type: 'conversation'; conversation: Conversation }
  /** The person's whole stack of modals, bottom first; empty means none is open any more. */
  | { type: 'modals'; modals: View[] }
  | { type: 'home'; home: View }
  | { type: 'agent'; thread: AgentThread }
  /** The app became reachable or stopped being so. */
  | { type: 'app'; connected: boolean }
  /** Something failed that has no message of its own (a click without an answer): show it for a few seconds. */
  | { type: 'notice'; text: string }
  /** Mail arrived in or left a mailbox: fetch its list again if it is on screen. */
  | { type: 'mailbox'; address: string }
  /** The state was emptied or the stream has a gap: GET `state` again. */
  | { type: 'reset' }

// ---------------------------------------------------------------- acting

export interface SendMessage {
  as: string
  channel: string
  /** As typed. `@handle`, `#channel` and bare links are turned into Slack's markup by the server. */
  text: string
  /** Reply in this thread. */
  threadTs?: string
  /** With `threadTs`: also send to the channel. */
  broadcast?: boolean
  /** Ids of files that were uploaded (`POST uploads`), to be shared with these words. */
  files?: string[]
}

export interface Sent {
  channel: string
  ts: string
}

/** A line that starts with one of `State.commands`. Slack refuses them in threads, and so does the server. */
export interface RunCommand {
  as: string
  channel: string
  /** with the slash */
  command: string
  /** all that follows it; may be empty */
  text: string
  /** Given when the composer of a thread was used: answered with Slack's refusal. */
  threadTs?: string
}

/** Where an element stands. An ephemeral message is named like any other. */
export type Container = { type: 'message'; channel: string; ts: string } | { type: 'view'; viewId: string }

/**
 * A click or a choice. The page shows the element's `confirm` dialog first and opens `url` buttons itself (and still
 * reports them). Elements inside `input` blocks report only when the block has `dispatch_action: true`.
 */
export interface DoAction {
  as: string
  container: Container
  blockId: string
  actionId: string
  /** The new state of the element; a button needs its `type` alone: text and value are taken from the block. */
  element: ElementState
  /** Everything filled in so far in the message or view. */
  state: StateValues
  /** An element inside an attachment: its `id`. */
  attachmentId?: number
}

/** Typing into an `external_select`. Not before `min_query_length` characters (3 unless the element says otherwise). */
export interface AskOptions {
  as: string
  container: Container
  blockId: string
  actionId: string
  query: string
}

/** One of the two is empty. */
export interface Options {
  options: Option[]
  optionGroups: { label: PlainText; options: Option[] }[]
}

export interface RunShortcut {
  as: string
  callbackId: string
  /** For a message shortcut: the message it was used on. */
  message?: { channel: string; ts: string }
}

export interface SubmitView {
  as: string
  viewId: string
  state: StateValues
}

/**
 * `errors`: stay open, show each under its block. `updated`, `pushed`, `closed`: the stream brings the new stack.
 * `failed`: no usable answer; stay open and show `notice`. Required fields and lengths are checked by the server first
 * and come back as `errors` too.
 */
export interface Submitted {
  outcome: 'closed' | 'errors' | 'updated' | 'pushed' | 'failed'
  errors: Record<string, string>
  notice?: string
}

export interface CloseView {
  as: string
  viewId: string
  /** True for the ✕ (closes the stack), false for the Close button (closes the top view). */
  all: boolean
}

export interface OpenHome {
  as: string
  tab: 'home' | 'messages'
}

/** Opens the agent pane: a new thread in the DM with the app, and `assistant_thread_started` to the app. */
export interface OpenAgent {
  as: string
  /** The channel that was on screen: the app is told as context. */
  contextChannel?: string
}

export interface AgentThread {
  /** The DM with the app; write with `messages` and this `threadTs`. */
  channel: string
  threadTs: string
  title: string
  /** “is looking through the ledger…”; empty: none. It clears itself when the app answers. */
  status: string
  /** Heading over the prompts; may be empty. */
  promptsTitle: string
  prompts: SuggestedPrompt[]
}

export interface SuggestedPrompt {
  title: string
  message: string
}

/** A DM (one other) or a group DM (several). */
export interface OpenConversation {
  as: string
  users: string[]
}

export interface CreateConversation {
  as: string
  name: string
  private: boolean
}

/** Join it oneself, or bring others (the app too) into it. */
export interface JoinConversation {
  as: string
  channel: string
  /** Whom to invite; left out: oneself. */
  users?: string[]
}

export interface ToggleReaction {
  as: string
  channel: string
  ts: string
  name: string
}

/** Query of `POST uploads`: a file for a `file_input`, shared with nobody; the body is the file. Answers with a FileInfo. */
export interface InputUploadQuery {
  as: string
  filename: string
  /** What it is uploaded for; a form, unless it is said. */
  of?: 'message'
}

/** Query of `POST files`; the body is the file (`application/octet-stream`). Answers with the message that shares it. */
export interface UploadQuery {
  as: string
  channel: string
  filename: string
  threadTs?: string
  /** what the person wrote beside it */
  text?: string
}

// ---------------------------------------------------------------- the mail room

export interface MailboxList {
  mailboxes: Mailbox[]
}

export interface Mailbox {
  address: string
  label: string
  /** `company`: of the demo company. `outside`: of a customer; these can be written from. */
  kind: 'company' | 'outside'
  /** In the Inbox; null when the server can't be reached. */
  total: number | null
  unseen: number | null
  folders: string[]
}

/** Newest first. */
export interface MailListQuery {
  mailbox: string
  /** default `INBOX` */
  folder?: string
  /** default 50, at most 200 */
  limit?: number
  /** Only older ones: uid of the last that was seen. */
  before?: number
}

export interface MailList {
  messages: MailSummary[]
  /** Whether there are older ones. */
  more: boolean
}

export interface MailAddress {
  name: string
  address: string
}

export interface MailSummary {
  uid: number
  /** with angle brackets; empty if it has none */
  messageId: string
  from: MailAddress
  to: MailAddress[]
  subject: string
  /** ISO 8601 */
  date: string
  seen: boolean
  hasAttachments: boolean
}

export interface MailReadQuery {
  mailbox: string
  folder?: string
  uid: number
}

/** Reading marks nothing as seen, so that the product under test is not disturbed. */
export interface MailMessage extends MailSummary {
  cc: MailAddress[]
  inReplyTo: string
  references: string[]
  /** Plain text; made from the HTML part when there is only that. */
  text: string
  attachments: MailAttachment[]
}

export interface MailAttachment {
  /** for `mail/attachment?part=` */
  part: number
  filename: string
  contentType: string
  size: number
  /** ready-made path on this server */
  url: string
}

/** Written as somebody outside the company, by SMTP. */
export interface SendMail {
  from: MailAddress
  to: string
  cc?: string
  subject: string
  text: string
  /** As a mail program writes it, beside the text. */
  html?: string
  /** Message-ID that is answered; with `references` of that mail, so that threading holds. */
  inReplyTo?: string
  references?: string[]
  attachments?: { filename: string; contentType: string; base64: string }[]
}

export interface MailSent {
  messageId: string
}
