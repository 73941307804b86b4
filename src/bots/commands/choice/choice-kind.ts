import type { Choice, ChoiceList } from '../../../domain/crm/choice.js'
import { type ChoiceFilter, listChoices } from '../../../domain/crm/choice-store.js'
import { type Candidate, defineRecordKind, type RecordKindDeclaration } from '../define-record-kind.js'
import type { RecordKind } from '../params.js'

type Named = { kind: RecordKind; one: string; many: string; list?: ChoiceList }

/** How words become an entry of a list, or of any list. */
export function choiceKind({ kind, one, many, list }: Named): RecordKindDeclaration {
  const candidate = (choice: Choice): Candidate => ({
    kind,
    id: choice.id,
    ref: choice.name,
    title: choice.name,
    version: choice.version,
    details: [choice.list],
  })
  const find = async ({ read }: Parameters<RecordKindDeclaration['findByIds']>[0], filter: ChoiceFilter, limit = 50) =>
    (await listChoices(read, { ...filter, ...(list && { list }) })).slice(0, limit).map(candidate)
  return defineRecordKind({
    kind,
    one,
    many,
    needs: 'deal.read',
    owned: false,
    table: 'choice',
    detailLabels: ['List'],
    findByIds: (lookup, ids) => find(lookup, { ids }),
    findByRef: async () => [],
    findByName: (lookup, nameKey, limit) => find(lookup, { nameKey }, limit),
    findByPrefix: (lookup, namePrefix, limit) => find(lookup, namePrefix ? { namePrefix } : {}, limit),
    searchable: false,
  })
}
