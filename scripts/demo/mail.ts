import { ImapFlow } from 'imapflow'
import MailComposer from 'nodemailer/lib/mail-composer/index.js'
import { demoCompany } from '../../src/demo/company.js'
import type { DemoMail } from '../../src/demo/parts/records.js'
import { MAILBOXES } from '../../src/demo/parts/staff.js'
import type { Mailroom } from '../services/mailroom.js'
import type { DemoState } from './state.js'

export type DemoMailbox = { address: string; password: string; label: string; kind: 'company' | 'outside' }

/** Customers whose mailboxes can be looked into: the first few, both the person and who pays the bills. */
const OUTSIDE_CUSTOMERS = 3

export function demoMailboxes(state: DemoState): DemoMailbox[] {
  const { customers, people } = demoCompany(state.seed, state.anchor)
  const ours = MAILBOXES.map(
    ({ address, label }): DemoMailbox => ({ address, label, password: state.mailPassword, kind: 'company' }),
  )
  const theirs = customers.slice(0, OUTSIDE_CUSTOMERS).flatMap((customer) => {
    const person = people.find((each) => each.customer === customer.key)
    return [
      ...(person ? [{ address: person.email, label: person.name }] : []),
      { address: `accounts@${customer.domain}`, label: `${customer.name}, accounts` },
    ]
  })
  return [...ours, ...theirs.map((each): DemoMailbox => ({ ...each, password: state.mailPassword, kind: 'outside' }))]
}

/** Puts the demo's mails into its mailboxes as their servers would have, with their own dates: by the machine's clock, as the server's are. */
export async function fillMailboxes(mailroom: Mailroom, state: DemoState): Promise<number> {
  const { mails } = demoCompany(state.seed, state.anchor)
  for (const { address } of MAILBOXES) {
    await inMailbox(mailroom, address, state.mailPassword, async (client) => {
      await empty(client, ['INBOX', 'Sent'])
      for (const mail of mails) {
        if (mail.mailbox !== address) continue
        const arrived = new Date(mail.at.getTime() - state.clockOffsetMs)
        await client.append(mail.folder, await compose(mail), ['\\Seen'], arrived)
      }
    })
  }
  return mails.length
}

async function inMailbox(
  mailroom: Mailroom,
  address: string,
  password: string,
  work: (client: ImapFlow) => Promise<void>,
): Promise<void> {
  const client = new ImapFlow({
    ...mailroom.imap,
    secure: false,
    auth: { user: address, pass: password },
    logger: false,
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.logout()
  }
}

/** What a start that was killed half-way put there. */
async function empty(client: ImapFlow, folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const lock = await client.getMailboxLock(folder)
    try {
      await client.messageDelete('1:*')
    } finally {
      lock.release()
    }
  }
}

function compose(mail: DemoMail): Promise<Buffer> {
  return new MailComposer({
    from: mail.from,
    to: mail.to,
    subject: mail.subject,
    text: mail.text,
    date: mail.at,
    messageId: mail.messageId,
    ...(mail.inReplyTo ? { inReplyTo: mail.inReplyTo, references: mail.references.join(' ') } : {}),
  })
    .compile()
    .build()
}
