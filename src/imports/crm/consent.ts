import type { Consent } from '../../domain/crm/contact.js'
import type { IsoDate } from '../../lib/dates.js'
import { severalOf } from './words.js'

/** Purposes that somebody agreed to, and a column that says yes or no to the newsletter. What was agreed to before keeps its day. */
export function consentOf(
  before: readonly Consent[],
  { consent, newsletter }: { consent?: string | undefined; newsletter?: string | undefined },
  date: IsoDate,
  source = 'file',
): readonly Consent[] {
  const given = [...severalOf(consent), ...(newsletter === 'yes' ? ['newsletter'] : [])]
  const kept = newsletter === 'no' ? before.filter(({ purpose }) => purpose !== 'newsletter') : before
  const fresh = given.filter((purpose) => !kept.some((each) => each.purpose === purpose))
  return [...kept, ...fresh.map((purpose) => ({ purpose, source: `import ${source}`, date }))]
}
