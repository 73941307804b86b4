import type { ContactEdit } from '../../../domain/crm/change-contact.js'
import { readTagEdits } from '../../../domain/crm/tag.js'
import { readEdits } from '../../../lib/edits.js'
import { invalid } from '../../../lib/errors.js'
import { valid } from '../../../lib/valid.js'
import { defined } from '../company/company-params.js'
import { type ArgsOf, clearable, optional } from '../params.js'

/** What of a contact can be changed. */
export const contactParams = {
  title: clearable('text', 'Title'),
  company: clearable('record', 'Company', { record: 'company' }),
  email: optional('text', 'Mail addresses', { hint: 'ada@acme.com adds one, -ada@acme.com takes it away' }),
  preferred: optional('email', 'Preferred address', { hint: 'The one that is written to' }),
  phone: optional('text', 'Phones', { hint: '+49 30 123456 adds one, -+49 30 123456 takes it away' }),
  owner: clearable('record', 'Owner', { record: 'staff' }),
  tag: optional('text', 'Tags', { hint: 'berlin adds one, -berlin takes it away' }),
  consent: optional('text', 'Consent to', { hint: 'newsletter notes it, -newsletter withdraws it' }),
  'consent-source': optional('text', 'Where the consent comes from'),
  'consent-date': optional('date', 'Date of the consent'),
}

type Given = Partial<ArgsOf<typeof contactParams>>

/** What was typed, as the change it asks for. Throws `invalid` where it can't be one. */
export function contactEdit(given: Given): ContactEdit {
  const { consent, 'consent-source': source, 'consent-date': date } = given
  if (!consent && (source || date)) throw invalid('Say what the consent is for: consent:newsletter.')
  return defined({
    title: given.title,
    companyId: given.company === null ? null : given.company?.id,
    ownerId: given.owner === null ? null : given.owner?.id,
    addresses: given.email === undefined ? undefined : readEdits(plainAddresses(given.email)),
    preferred: given.preferred,
    phones: given.phone === undefined ? undefined : readPhones(given.phone),
    tags: given.tag === undefined ? undefined : valid(readTagEdits(given.tag)),
    consent: consent ? { ...readEdits(consent), ...defined({ source, date }) } : undefined,
  }) as ContactEdit
}

/** Slack sends an address as `<mailto:ada@acme.com|ada@acme.com>`; spaces part addresses as well as commas do. */
const plainAddresses = (text: string): string =>
  text
    .replace(/<mailto:([^|>]+)(?:\|[^>]*)?>/gi, '$1')
    .replace(/\s+/g, ',')
    .replace(/-,/g, '-')

/** `+49 30 …` begins with its own plus, which is no sign of an edit. */
const readPhones = (text: string): { add: string[]; drop: string[] } => {
  const parts = text
    .replace(/<tel:([^|>]+)(?:\|[^>]*)?>/gi, '$1')
    .split(/[,;\n]/)
    .map((part) => part.trim())
    .filter(Boolean)
  return {
    add: parts.filter((part) => !part.startsWith('-')),
    drop: parts.filter((part) => part.startsWith('-')).map((part) => part.slice(1).trim()),
  }
}
