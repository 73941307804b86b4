import type { SqlScope } from '../../../db/sql-workspace.js'
import { addressKey, domainOf } from '../../../lib/address-key.js'
import { companyDomainOf } from '../../correspondence/address-book.js'
import { listMailboxes } from '../../correspondence/mailbox-store.js'
import { findMessages, type StoredMail } from '../../correspondence/message-store.js'
import { isNeverLogged } from '../../correspondence/never-log.js'
import { listNeverLog } from '../../correspondence/never-log-store.js'
import { getWorkspace } from '../../people/workspace-store.js'
import { show } from '../buttons.js'
import { defineSignal, type Found, type Settled } from '../define-signal.js'
import { salesAddresses } from '../sales-address.js'

/** Somebody of a company that nobody here knows writes to where new customers do. */
export default defineSignal({
  name: 'new-domain',
  title: 'Somebody new writes to sales',
  looksFor: 'A first mail comes to a sales mailbox from a domain that is no company’s here.',
  on: ['mail.arrived'],
  daily: false,
  tells: 'at-once',
  needs: 'company.read',
  cooldownDays: 365,
  lapsesAfterDays: 14,
  find: async (read, { event, liveAt }) => {
    const mails = await findMessages(read, (event?.data['messageIds'] ?? []) as string[])
    const found = new Map<string, Found>()
    for (const mail of mails.filter(({ receivedAt }) => receivedAt >= liveAt)) {
      const domain = companyDomainOf(addressKey(mail.fromAddress))
      if (domain === null || found.has(domain)) continue
      const came = await cameBy(read, mail)
      if (came && (await isNew(read, mail, domain))) found.set(domain, prospect(mail, domain, came))
    }
    return [...found.values()]
  },
  settle: async (read, open) => {
    const names = await companiesAt(
      read,
      open.map(({ subject }) => subject),
    )
    const rules = (await listNeverLog(read)).filter(({ staffId }) => staffId === null)
    return open.flatMap(({ id, subject }): Settled[] => {
      const name = names.get(subject)
      if (name) return [{ id, state: 'acted', said: `${name} is in the books: ${subject}` }]
      if (!isNeverLogged(rules, [`any@${subject}`])) return []
      return [{ id, state: 'acted', said: 'This sender’s mail is not logged any more', forget: true }]
    })
  },
})

type Came = { to: string; ownerId: string | null; threadRef: string }

/** The sales address that it was written to, and whose mailbox that is; null for other mail, and for a private thread. */
async function cameBy(read: SqlScope, { id, threadId }: StoredMail): Promise<Came | null> {
  const { sql, scope } = read
  const [mailboxes, { settings }] = await Promise.all([listMailboxes(read), getWorkspace(read)])
  const rows = await sql<{ key: string; ref: string }[]>`
    select a.key, t.ref from thread t cross join lateral (
        select p.address_key as key from participant p
         where p.workspace_id = t.workspace_id and p.message_id = ${id} and p.role in ('to', 'cc')
        union select b.address_key from message_location l join mailbox b on b.workspace_id = l.workspace_id and b.id = l.mailbox_id
         where l.workspace_id = t.workspace_id and l.message_id = ${id}) a
     where t.workspace_id = ${scope.workspaceId} and t.id = ${threadId} and t.private_at is null`
  const sales = salesAddresses(
    settings,
    mailboxes.map(({ address }) => addressKey(address)),
  )
  const came = rows.find(({ key }) => sales(key))
  if (!came) return null
  const mailbox = mailboxes.find(({ address }) => addressKey(address) === came.key)
  return { to: came.key, ownerId: mailbox?.staffId ?? null, threadRef: came.ref }
}

/** Nobody there was known before this mail, and this sender never wrote before. */
async function isNew({ sql, scope }: SqlScope, mail: StoredMail, domain: string): Promise<boolean> {
  const known = await sql`
    select 1 where exists (select from company_domain where workspace_id = ${scope.workspaceId} and domain = ${domain})
      or exists (select from participant p join message m on m.workspace_id = p.workspace_id and m.id = p.message_id
        where p.workspace_id = ${scope.workspaceId} and p.address_key = ${addressKey(mail.fromAddress)} and m.id <> ${mail.id}
          and m.received_at < ${mail.receivedAt})
      or exists (select from contact_address a where a.workspace_id = ${scope.workspaceId} and right(a.address_key, ${domain.length + 1}) = ${`@${domain}`}
        and a.created_at < ${mail.receivedAt})`
  return known.length === 0
}

function prospect({ fromAddress, fromName }: StoredMail, domain: string, { to, ownerId, threadRef }: Came): Found {
  const name = fromName && !fromName.includes('@') ? fromName : fromAddress
  const company = companyNameOf(domain)
  return {
    subject: domain,
    occurrence: 'first mail',
    ownerId,
    companyId: null,
    headline: `${name} of ${domain} wrote to ${to}`,
    why: `No company here has the domain ${domain}, and they had not written before.`,
    facts: [['From', fromAddress]],
    buttons: [
      { ...show('thread', threadRef), label: 'Read it', style: 'primary' },
      { label: 'New company…', command: 'company new', args: { name: company, domain }, form: true },
      { label: 'New contact…', command: 'contact new', args: { name, email: fromAddress }, form: true },
    ],
  }
}

/** A first guess, for the form: `brightwater.example` is Brightwater. */
const companyNameOf = (domain: string): string => {
  const [label = domain] = (domainOf(`x@${domain}`) ?? domain).split('.')
  return `${label[0]?.toUpperCase() ?? ''}${label.slice(1)}`
}

async function companiesAt({ sql, scope }: SqlScope, domains: readonly string[]): Promise<Map<string, string>> {
  const rows = await sql<{ domain: string; name: string }[]>`
    select d.domain, c.name from company_domain d join company c on c.workspace_id = d.workspace_id and c.id = d.company_id
     where d.workspace_id = ${scope.workspaceId} and d.domain = any (${[...domains]}::text[])`
  return new Map(rows.map(({ domain, name }) => [domain, name]))
}
