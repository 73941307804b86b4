import type { FieldKind } from '../../domain/crm/custom-field.js'
import type { Facet } from '../../domain/crm/facet-store.js'
import type { CommandContext } from './define-command.js'

/** What a list was narrowed by, for its headline: "tag berlin", "segment mid-market", "no segment". */
export const facetWords = ({ fields }: CommandContext, kind: FieldKind, facets: readonly Facet[]): string[] =>
  facets.map((each) => {
    const { facet } = each
    const field = fields.find((one) => one.kind === kind && one.key === facet)
    const name = field ? field.label.toLowerCase() : facet
    if ('compared' in each) return `${name} ${each.compared}`
    const { value } = each
    if (value === null) return `no ${name}`
    if (field?.type === 'person') return `with that ${name}`
    if (field?.type === 'yes-no') return value === 'true' ? name : `not ${name}`
    return `${name} ${field?.type === 'amount' ? amountText(value) : value}`
  })

/** `500000 EUR` in minor units is said without them: the reply's notes have read the amount back already. */
const amountText = (value: string): string => value.replace(/^\d+ /, 'in ')
