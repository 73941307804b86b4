import type { ContactState } from '../../../domain/crm/change-contact.js'
import type { Consent } from '../../../domain/crm/contact.js'
import { shortDate } from '../../../lib/dates.js'
import { changesOf, type Lines } from '../changes-of.js'
import type { CommandContext } from '../define-command.js'
import { ownChanges } from '../own-values.js'
import type { Change } from '../reply.js'

/** "newsletter since 1 Oct 2026 (web form)". */
export const consentText = (consent: readonly Consent[]): string =>
  consent
    .map(({ purpose, source, date }) => `${purpose} since ${shortDate(date)}${source ? ` (${source})` : ''}`)
    .join(', ')

/** What of a contact is different now, before → after. `names` are those of its company, owner and people. */
export function contactChanges(
  context: CommandContext,
  { before, after }: { before: ContactState; after: ContactState },
  names: ReadonlyMap<string, string>,
): Change[] {
  return [
    ...changesOf(lines(before, names), lines(after, names)),
    ...ownChanges(context, 'contact', [before.contact.custom, after.contact.custom], names),
  ]
}

function lines({ contact, addresses, phones }: ContactState, names: ReadonlyMap<string, string>): Lines {
  const named = (id: string | null) => (id === null ? null : (names.get(id) ?? null))
  const owner = named(contact.ownerId)
  return [
    ['Name', contact.name],
    ['Title', contact.title],
    ['Company', named(contact.companyId)],
    ['Addresses', addresses.map(({ address }) => address).join(', ') || null],
    ['Phones', phones.map(({ phone }) => phone).join(', ') || null],
    ['Owner', owner && { person: owner }],
    ['Consent', consentText(contact.consent) || null],
    ['Tags', contact.tags.join(', ') || null],
  ]
}

export const contactIds = ({ contact }: ContactState): (string | null)[] => [contact.companyId, contact.ownerId]
