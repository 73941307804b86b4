import type { ContactFilter } from '../../../domain/crm/contact-list-store.js'
import type { CommandContext } from '../define-command.js'
import { facetWords } from '../facet-words.js'
import { facetsIn } from '../own-values.js'
import type { RecordRef } from '../params.js'

type Asked = { whose?: string | undefined; company?: RecordRef | undefined; owner?: RecordRef | undefined }

/** Which contacts are meant: one's own, unless something else narrows them; `words` are what narrows, for the headline. */
export async function contactQuestion(context: CommandContext, args: Asked) {
  const facets = await facetsIn(context, 'contact list', args)
  const { whose, company, owner } = args
  const mine = whose === 'mine' || (!whose && !company && !owner && facets.length === 0)
  const filter: ContactFilter = {
    ...(mine ? { ownerId: context.asker.id } : {}),
    ...(owner ? { ownerId: owner.id } : {}),
    ...(company ? { companyId: company.id } : {}),
    ...(facets.length > 0 ? { facets } : {}),
    owners: context.asker.owners('contact.read'),
    dealsOf: context.asker.owners('deal.read'),
  }
  const narrowed = [...(owner ? [`of ${owner.title}`] : []), ...facetWords(context, 'contact', facets)]
  const words = `${company ? ` at ${company.title}` : ''}${narrowed.length > 0 ? ` (${narrowed.join(', ')})` : ''}`
  return { filter, mine, words }
}
