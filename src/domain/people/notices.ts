/** What Daybook tells somebody by itself: what it is, why they hear of it, and whether they can end it. */
export type Notice = {
  what: string
  /** "Why you": a sentence. */
  why: string
  /** Or a sentence why it can't be muted. */
  mute: true | string
}

const ASKED = 'It answers what you asked for.'
const WAITS = 'It waits for your word, and nothing goes on without it.'

/**
 * Every kind, by the first word of its occasion (`deal-assigned:…`): a message of a kind that is not here can't be sent, the compiler sees
 * to that. Each has its *Why am I seeing this*, added where messages are delivered.
 */
export const NOTICES = {
  'deal-assigned': { what: 'a deal that somebody gave you', why: 'You own the deal now.', mute: true },
  'deal-won': { what: 'a deal of yours that was won', why: 'You own the deal.', mute: true },
  'task-assigned': { what: 'a task that somebody gave you', why: 'The task is yours now.', mute: true },
  'task-reminder': { what: 'your tasks that are due', why: 'They are yours, and due today or before.', mute: true },
  'staff-left': {
    what: 'what you took over from a colleague who left',
    why: 'It is yours now.',
    mute: 'It is said once, and nobody else looks after it.',
  },
  'close-reminder': {
    what: 'your tasks of the month-end close',
    why: 'You own or review them.',
    mute: 'The month can’t be closed without them; `staff away` says when somebody else stands in.',
  },
  'close-card': {
    what: 'how far the month-end close is',
    why: 'The channel is the close’s: `settings` names it.',
    mute: 'It is one card in a channel, kept up to date.',
  },
  'close-day': {
    what: 'what happened in the month-end close on a day',
    why: 'The channel is the close’s: `settings` names it.',
    mute: 'It stands in the thread of the close’s card, one message a day.',
  },
  'close-question': {
    what: 'a question for the month-end close',
    why: 'You were asked it, or stand in for who was.',
    mute: WAITS,
  },
  'close-template': {
    what: 'what is new for the template of your close',
    why: 'You run the close, and Daybook comes with more than your template has.',
    mute: true,
  },
  'period-closed': {
    what: 'a period that is closed again',
    why: 'You asked for it to be opened, or approved that.',
    mute: 'It ends what you asked for or approved, and stands in its thread.',
  },
  'close-answered': { what: 'the answer to your question for the close', why: 'You asked.', mute: ASKED },
  'mail-notice': { what: 'new mail on your records', why: 'You own the record that the mail is on.', mute: true },
  signal: {
    what: 'opportunities and risks that I noticed',
    why: 'They are on records of yours, or of whom you stand in for.',
    mute: true,
  },
  'address-bounced': {
    what: 'mail that comes back',
    why: 'You look after the contact or company of that address.',
    mute: true,
  },
  'bill-proposal': { what: 'a bill in a supplier’s mail', why: 'You handle bills.', mute: true },
  'bank-line': {
    what: 'a bank line that matches several',
    why: 'You own one of the documents, or match bank lines.',
    mute: true,
  },
  approval: { what: 'a question for a second person', why: 'Your roles let you decide it.', mute: WAITS },
  'approval-told': { what: 'what was decided of what you asked', why: 'You asked for it.', mute: true },
  'dunning-batch': { what: 'who is reminded tomorrow', why: 'You own those invoices, and can hold each.', mute: WAITS },
  'dunning-less': { what: 'money of a customer who is reminded of less', why: 'You handle invoices.', mute: true },
  'dunning-perhaps': {
    what: 'bank lines that may be from a customer who would be reminded',
    why: 'You handle invoices.',
    mute: true,
  },
  'dunning-covered': { what: 'money of a customer who would be reminded', why: 'You handle invoices.', mute: true },
  'dunning-dropped': { what: 'a reminder that is not sent after all', why: 'You own those invoices.', mute: true },
  'dunning-unsent': { what: 'a reminder that could not be sent', why: 'You own those invoices.', mute: WAITS },
  'dunning-stale': { what: 'that reminders can’t go out', why: 'You handle invoices.', mute: true },
  'case-notice': {
    what: 'news of a support case',
    why: 'The case is yours or your team’s, or you follow its desk.',
    mute: true,
  },
  'case-reply-failed': {
    what: 'a reply to a customer that did not go out',
    why: 'You wrote it.',
    mute: WAITS,
  },
  'mail-uncertain': {
    what: 'a mail of which nobody knows whether it went out',
    why: 'It was yours to send.',
    mute: WAITS,
  },
  'mail-refused': { what: 'a mail that was refused', why: 'It was yours to send.', mute: true },
  'mail-late': { what: 'a mail that could not be sent for hours', why: 'It was yours to send.', mute: true },
  'mail-failed': { what: 'a mail that could not be sent', why: 'It was yours to send.', mute: WAITS },
  'mail-confirm': {
    what: 'a command that you mailed',
    why: 'It came from your address and asks for a confirmation.',
    mute: WAITS,
  },
  'assistant-asked': {
    what: 'what an assistant that speaks for you wants to do',
    why: 'It acts with your token, and this can’t be taken back.',
    mute: WAITS,
  },
  'mail-unverified': {
    what: 'a command that came as if from you',
    why: 'The mail bears your address and proves nothing.',
    mute: WAITS,
  },
  'mail-forged': {
    what: 'a mail that claims to be somebody’s answer',
    why: 'It was sent in your name, or to a question of yours.',
    mute: 'Somebody may be trying to act in your name.',
  },
  'mail-command': { what: 'the answer to a command that you mailed', why: ASKED, mute: ASKED },
  'mail-comment': {
    what: 'an answer by mail that I did not understand',
    why: 'You answered a reminder by mail.',
    mute: ASKED,
  },
  'mail-amount': { what: 'what I noted of your mail', why: 'You answered a reminder by mail.', mute: ASKED },
  'mail-answer': { what: 'what I noted of your mail', why: 'You answered a reminder by mail.', mute: ASKED },
  'report-sent': {
    what: 'a report that is sent by itself',
    why: 'It was scheduled for you; `report scheduled` lists them.',
    mute: true,
  },
  'report-unsent': { what: 'that a report could not be sent', why: 'You scheduled it.', mute: true },
  'mailbox-audit': { what: 'what a mailbox has against what is stored', why: ASKED, mute: ASKED },
  'mailbox-card': {
    what: 'how far a mailbox is',
    why: 'The mailbox is yours, or you look after mailboxes.',
    mute: 'It is one card, kept up to date.',
  },
  'mailbox-failing': {
    what: 'a mailbox that stays away',
    why: 'The mailbox is yours, or you look after mailboxes.',
    mute: true,
  },
  'mailbox-folders': {
    what: 'folders of a mailbox whose mail is not logged',
    why: 'The mailbox is yours, or you look after mailboxes.',
    mute: true,
  },
  'mailbox-well': {
    what: 'a mailbox that is followed again',
    why: 'You were told that it stayed away.',
    mute: true,
  },
  'slack-unanswered': { what: 'a command that was interrupted', why: 'You gave it, and it was not done.', mute: WAITS },
} as const satisfies Record<string, Notice>

export type NoticeKind = keyof typeof NOTICES

/** What makes a message one: its kind, and what it is about. The same occasion is told once. */
export type Occasion = `${NoticeKind}:${string}`

export const noticeOf = (occasion: Occasion): NoticeKind => occasion.slice(0, occasion.indexOf(':')) as NoticeKind

export const noticeKinds = (): NoticeKind[] => Object.keys(NOTICES) as NoticeKind[]
