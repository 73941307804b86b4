import type { CompanyFilter } from '../../../domain/crm/company-list-store.js'
import type { CommandContext } from '../define-command.js'
import { facetWords } from '../facet-words.js'
import { facetsIn } from '../own-values.js'
import type { RecordRef } from '../params.js'
import { LIFECYCLES } from './company-params.js'
import { companySight } from './company-sight.js'

type Asked = { whose?: string | undefined; lifecycle?: string | undefined; owner?: RecordRef | undefined }

/** Which companies are meant: one's own, unless something else narrows them; `words` are what narrows, for the headline. */
export async function companyQuestion(context: CommandContext, args: Asked) {
  const facets = await facetsIn(context, 'company list', args)
  const lifecycle = LIFECYCLES.find((each) => each === args.lifecycle)
  const mine = args.whose === 'mine' || (!args.whose && !lifecycle && !args.owner && facets.length === 0)
  const filter: CompanyFilter = {
    ...(mine ? { ownerId: context.asker.id } : {}),
    ...(args.owner ? { ownerId: args.owner.id } : {}),
    ...(lifecycle ? { lifecycle } : {}),
    ...(facets.length > 0 ? { facets } : {}),
    ...companySight(context.asker),
  }
  const owner = args.owner ? [`of ${args.owner.title}`] : []
  return {
    filter,
    mine,
    words: [...(lifecycle ? [lifecycle] : []), ...owner, ...facetWords(context, 'company', facets)],
  }
}
