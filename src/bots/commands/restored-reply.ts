import type { RestoredRecords } from '../../domain/crm/restore-records.js'
import { counted } from '../../lib/counted.js'
import type { Done } from './define-command.js'

/** "CO-3 Acme is as it was." – or how many are. */
export function restoredReply({ companies, contacts, deals }: RestoredRecords): Done {
  const all = [...companies, ...contacts, ...deals]
  const [only] = all
  const counts = [
    companies.length > 0 ? counted(companies.length, 'company', 'companies') : '',
    contacts.length > 0 ? counted(contacts.length, 'contact') : '',
    deals.length > 0 ? counted(deals.length, 'deal') : '',
  ].filter(Boolean)
  const what =
    only && all.length === 1
      ? `${only.ref} ${only.name} is`
      : `${counts.join(', ') || 'All of it'} ${all.length === 1 ? 'is' : 'are'}`
  return { headline: `${what} as before.`, data: { restored: all.map(({ ref }) => ref) } }
}
