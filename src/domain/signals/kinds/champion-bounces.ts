import type { SqlScope } from '../../../db/sql-workspace.js'
import { formatMoney, money } from '../../../lib/money.js'
import { BOUNCE_TROUBLE, type BounceKind, isRecentBounce } from '../../correspondence/bounce.js'
import { findMessages } from '../../correspondence/message-store.js'
import { show } from '../buttons.js'
import { type HangingDeal, listHangingOn } from '../champion-store.js'
import { defineSignal, type Found, type OpenSignal, type Settled } from '../define-signal.js'

type Bounced = { addressKey: string; messageId: string; kind: BounceKind; said: string }

/** Whoever carries a deal on the customer's side can't be reached any more. */
export default defineSignal({
  name: 'champion-bounces',
  title: 'A champion’s address bounces',
  looksFor: 'Mail to the champion, or the main contact, of an open deal comes back.',
  on: ['address.bounced'],
  daily: false,
  tells: 'at-once',
  needs: 'deal.read',
  also: ['contact.read'],
  cooldownDays: 30,
  lapsesAfterDays: 30,
  find: async (read, { event, liveAt }) => {
    const bounced = event?.data as Bounced | undefined
    if (!bounced || bounced.kind === 'complaint') return []
    const [report] = await findMessages(read, [bounced.messageId])
    if (!report || report.receivedAt < liveAt || !isRecentBounce(report.sentAt, read.now)) return []
    const deals = await listHangingOn(read, bounced.addressKey)
    const [largest] = deals
    return largest ? [found(bounced, largest, deals)] : []
  },
  settle: async (read, open) => {
    const mended = await listMended(read, open)
    return Promise.all(
      open.map(async ({ id, subject }): Promise<Settled[]> => {
        const said = mended.get(id)
        if (said) return [{ id, state: 'acted', said }]
        const deals = await listHangingOn(read, subject)
        return deals.length > 0 ? [] : [{ id, state: 'lapsed', said: 'No open deal depends on that address any more' }]
      }),
    ).then((all) => all.flat())
  },
})

function found({ addressKey, messageId, kind, said }: Bounced, deal: HangingDeal, all: readonly HangingDeal[]): Found {
  const { contact, contactRef, role, company, companyId, minor, currency, ownerId } = deal
  const others = new Set(all.map((each) => each.deal)).size - 1
  const part = role === 'Main contact' ? 'the main contact' : `the ${role.toLowerCase()}`
  return {
    subject: addressKey,
    occurrence: messageId,
    ownerId,
    companyId,
    headline: `${addressKey} (${contact}) ${BOUNCE_TROUBLE[kind]}: ${part} of ${deal.deal}`,
    why: `${contact} is ${part} of ${deal.deal} ${deal.title}${minor === null ? '' : `, worth ${formatMoney(money(minor, currency))}`}${others > 0 ? ` and of ${others} more open` : ''}. I use the address for nothing that I send by myself.`,
    facts: [
      ['Customer', company],
      ['Their server says', said],
    ],
    buttons: [
      {
        label: 'Another address…',
        command: 'contact address',
        args: { contact: contactRef },
        form: true,
        style: 'primary',
      },
      { label: 'Another person…', command: 'deal contact', args: { deal: deal.deal }, form: true },
      show('deal', deal.deal),
      {
        label: 'The address is fine',
        command: 'address trust',
        args: { address: addressKey },
        typed: `address trust ${addressKey}`,
      },
    ],
  }
}

/** Where the address is trusted again, the person has another one, or the deal another person. */
async function listMended({ sql, scope }: SqlScope, open: readonly OpenSignal[]): Promise<Map<string, string>> {
  const asked = open.map(({ id, subject, foundAt }) => ({ id, key: subject, since: foundAt }))
  const rows = await sql<{ id: string; fine: boolean; another: string | null; person: string | null }[]>`
    select s.id, a.health = 'ok' as fine,
           (select o.address from contact_address o where o.workspace_id = a.workspace_id and o.contact_id = a.contact_id
               and o.created_at >= s.since and o.id <> a.id order by o.id limit 1) as another,
           (select n.name from deal_contact k join deal_contact w on w.workspace_id = k.workspace_id and w.deal_id = k.deal_id and w.created_at >= s.since
                   and w.contact_id <> k.contact_id
               join contact n on n.workspace_id = w.workspace_id and n.id = w.contact_id
             where k.workspace_id = a.workspace_id and k.contact_id = a.contact_id order by w.id limit 1) as person
      from json_to_recordset(${JSON.stringify(asked)}::text::json) as s(id uuid, key text, since timestamptz)
      join contact_address a on a.workspace_id = ${scope.workspaceId} and a.address_key = s.key`
  return new Map(
    rows.flatMap(({ id, fine, another, person }) => {
      if (another) return [[id, `They have another address: ${another}`]]
      if (person) return [[id, `${person} is on the deal now`]]
      return fine ? [[id, 'The address takes mail again']] : []
    }),
  )
}
