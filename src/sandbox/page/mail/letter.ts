import type { MailAddress, Mailbox, MailMessage } from '../../page-api.js'

/** What the form for an outside customer's mail starts with. */
export type Letter = {
  key: string
  from: MailAddress
  to: string
  subject: string
  quoted: string
  inReplyTo?: string
  references?: string[]
}

/** A first mail: from the customer's mailbox that is open, or from the first customer there is. */
export function newLetter(mailboxes: Mailbox[], open: Mailbox | undefined): Letter {
  const company = open?.kind === 'company' ? open : mailboxes.find((it) => it.kind === 'company')
  const customer = open?.kind === 'outside' ? open : mailboxes.find((it) => it.kind === 'outside')
  const from = customer ? named(customer) : { name: '', address: '' }
  return { key: 'new', from, to: company?.address ?? '', subject: '', quoted: '' }
}

/**
 * The outside person's next mail in a thread. In a customer's mailbox it answers what the company wrote; in the company's
 * it goes on from what the customer had written.
 */
export function followUp(mail: MailMessage, mailbox: Mailbox): Letter {
  const isCustomers = mailbox.kind === 'outside'
  const from = isCustomers ? (findAddress(mail.to, mailbox.address) ?? named(mailbox)) : mail.from
  return {
    key: mail.messageId || String(mail.uid),
    from: { name: from.name || (isCustomers ? mailbox.label : ''), address: from.address },
    to: isCustomers ? mail.from.address : mailbox.address,
    subject: /^re:/i.test(mail.subject) ? mail.subject : `Re: ${mail.subject}`,
    quoted: quote(mail),
    ...(mail.messageId && { inReplyTo: mail.messageId, references: [...mail.references, mail.messageId] }),
  }
}

function named(mailbox: Mailbox): MailAddress {
  return { name: mailbox.label, address: mailbox.address }
}

function findAddress(people: MailAddress[], address: string): MailAddress | undefined {
  return people.find((person) => person.address.toLowerCase() === address.toLowerCase())
}

function quote(mail: MailMessage): string {
  const date = new Date(mail.date).toLocaleDateString(undefined, { dateStyle: 'medium' })
  const who = mail.from.name || mail.from.address
  const lines = mail.text.trimEnd().split('\n')
  return `On ${date}, ${who} wrote:\n${lines.map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`)).join('\n')}`
}
