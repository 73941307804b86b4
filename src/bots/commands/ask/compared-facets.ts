import { withRates } from '../../../domain/ask/answer-query.js'
import { statementPart } from '../../../domain/ask/ask-store.js'
import { nameIn } from '../../../domain/ask/catalogue.js'
import { compileIds } from '../../../domain/ask/compile-query.js'
import type { RecordSet } from '../../../domain/ask/record-set.js'
import type { Facet } from '../../../domain/crm/facet-store.js'
import type { Command, CommandContext } from '../define-command.js'
import { paramName } from '../own-fields.js'
import { isCompared } from '../params.js'
import { askContext, queryReading, recordSets } from './ask-context.js'
import { readQuery } from './read-query.js'

/** What stands behind a key of a list, and what the field is called in a question. */
type Given = { facet: string; name: string; words: string }

/**
 * What a list's figures and days are compared with, read as a question about the same records reads it and answered by the same SQL, so
 * that `deal list amount:>10k` and `report deals amount:>10k` can't differ. Throws `Misread`.
 */
export async function comparedFacets(
  context: CommandContext,
  command: Command,
  args: Readonly<Record<string, unknown>>,
): Promise<Facet[]> {
  const plain = [...recordSets.values()].find(({ kind }) => kind !== undefined && kind === command.fieldsOf)
  const given = plain ? givenTo(context, command, plain, args) : []
  const asked = given.length > 0 ? askContext(context) : undefined
  const set = plain && asked?.catalogue.get(plain.name)
  if (!asked || !set) return []
  const tokens = given.map(({ name, words }) => ({ key: name, text: words, raw: `${name}:${words}`, quoted: false }))
  const queries = tokens.map((token) =>
    readQuery(set, { command: command.name, tokens: [token] }, queryReading(context)),
  )
  const rated = await context.read((read) => withRates(read, asked))
  return given.map(({ facet, words }, at) => {
    const statement = compileIds(rated, { set, where: queries[at]?.where ?? [] })
    return { facet, compared: words, ids: (read) => statementPart(read, statement) }
  })
}

function givenTo(
  { fields }: CommandContext,
  command: Command,
  set: RecordSet,
  args: Readonly<Record<string, unknown>>,
): Given[] {
  const typed = Object.entries(command.params).flatMap(([key, { type }]) => {
    const words = args[key]
    return type === 'compared' && typeof words === 'string' ? [{ facet: key, name: key, words }] : []
  })
  const own = fields
    .filter(({ kind }) => kind === command.fieldsOf)
    .flatMap(({ key }) => {
      const value = args[paramName(command, key)]
      return isCompared(value) ? [{ facet: key, name: nameIn(set, key), words: value.compared }] : []
    })
  return [...typed, ...own]
}
