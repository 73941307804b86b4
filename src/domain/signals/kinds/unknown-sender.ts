import type { SqlScope } from '../../../db/sql-workspace.js'
import { addressKey } from '../../../lib/address-key.js'
import { companyDomainOf } from '../../correspondence/address-book.js'
import { findMessages, holdsCopy, type StoredMail } from '../../correspondence/message-store.js'
import { isNeverLogged } from '../../correspondence/never-log.js'
import { listNeverLog } from '../../correspondence/never-log-store.js'
import { findUnknownSender, type UnknownSender } from '../../correspondence/notice-store.js'
import { listMemberships } from '../../people/membership-store.js'
import { defineSignal, type Found, type OpenSignal, type Settled, type SignalButton } from '../define-signal.js'

/** Whoever writes from a customer's domain and is no contact yet: asked about once an address. */
export default defineSignal({
  name: 'unknown-sender',
  title: 'An unknown sender at a customer',
  looksFor: 'Somebody writes from the domain of a company and is no contact yet.',
  on: ['mail.arrived'],
  daily: false,
  tells: 'at-once',
  needs: 'company.read',
  cooldownDays: 365,
  lapsesAfterDays: 30,
  find: async (read, { event, liveAt }) => {
    const mails = await findMessages(read, (event?.data['messageIds'] ?? []) as string[])
    const found = new Map<string, Found>()
    for (const mail of mails.filter(({ receivedAt }) => receivedAt >= liveAt)) {
      const key = addressKey(mail.fromAddress)
      const sender = found.has(key) ? null : await senderOf(read, key)
      if (sender) found.set(key, suggestion(mail, sender, await ruleButton(read, mail, sender.ownerId)))
    }
    return [...found.values()]
  },
  settle: async (read, open) => {
    const names = await contactsAt(read, open)
    const rules = await listNeverLog(read)
    return open.flatMap(({ id, subject, staffId }): Settled[] => {
      const name = names.get(subject)
      if (name) return [{ id, state: 'acted', said: `${name} is a contact now` }]
      const own = rules.filter((rule) => rule.staffId === null || rule.staffId === staffId)
      if (!isNeverLogged(own, [subject])) return []
      return [{ id, state: 'acted', said: 'This sender’s mail is not logged any more', forget: true }]
    })
  },
})

/** One who was asked about before there were signals is not asked about again. */
async function senderOf(read: SqlScope, key: string): Promise<UnknownSender | null> {
  const domain = companyDomainOf(key)
  const sender = domain === null ? null : await findUnknownSender(read, key, domain)
  if (sender?.ownerId == null) return null
  const asked = await read.sql`
    select 1 from delivery where workspace_id = ${read.scope.workspaceId} and occasion = ${`contact-suggestion:${key}`} limit 1`
  return asked.length > 0 ? null : sender
}

function suggestion(
  { fromAddress, fromName }: StoredMail,
  { companyId, company, companyRef, ownerId }: UnknownSender,
  never: readonly SignalButton[],
): Found {
  const name = fromName && !fromName.includes('@') ? fromName : (fromAddress.split('@')[0] ?? fromAddress)
  return {
    subject: addressKey(fromAddress),
    occurrence: 'first mail',
    ownerId,
    companyId,
    headline: `${name} at ${company} wrote and is no contact yet`,
    why: `${fromAddress} is at the domain of ${companyRef} ${company}, and no contact has that address.`,
    facts: [['Address', fromAddress]],
    buttons: [
      {
        label: 'Add contact',
        style: 'primary',
        command: 'contact new',
        args: { name, email: fromAddress, company: companyRef },
        typed: `contact new "${name.replaceAll('"', '')}" email:${fromAddress} company:${companyRef}`,
      },
      ...never,
    ],
  }
}

/** The never-log rule that would keep such mail out: of the owner's own mailbox, of all where they may make it; else none. */
async function ruleButton(read: SqlScope, mail: StoredMail, ownerId: string | null): Promise<SignalButton[]> {
  if (ownerId === null) return []
  const everyone = !(await holdsCopy(read, ownerId, mail.id))
  const [owner] = everyone ? await listMemberships(read, [ownerId]) : []
  if (everyone && !owner?.member.may('mailbox.write')) return []
  const address = mail.fromAddress
  return [
    {
      label: 'Never log',
      style: 'danger',
      command: 'mailbox never-log',
      args: { address, ...(everyone && { everyone }) },
      typed: `mailbox never-log ${address}${everyone ? ' everyone:yes' : ''}`,
    },
  ]
}

async function contactsAt({ sql, scope }: SqlScope, open: readonly OpenSignal[]): Promise<Map<string, string>> {
  const rows = await sql<{ key: string; name: string }[]>`
    select a.address_key as key, c.name from contact_address a
      join contact c on c.workspace_id = a.workspace_id and c.id = a.contact_id
     where a.workspace_id = ${scope.workspaceId} and a.address_key = any (${open.map(({ subject }) => subject)}::text[])`
  return new Map(rows.map(({ key, name }) => [key, name]))
}
