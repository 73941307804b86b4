import { invalid, notFound } from '../../lib/errors.js'
import type { CommandContext } from './define-command.js'
import type { Candidate } from './define-record-kind.js'
import { lookupFor } from './look-up.js'
import type { RecordKind } from './params.js'
import { nameOf, resolveRecord } from './resolve-record.js'

/**
 * The one record of any of these kinds that words mean, for a parameter that takes several kinds: by reference, else by name.
 * A change never picks: several are told, and nothing is done.
 */
export async function anyRecord(
  { read, asker, catalog }: CommandContext,
  words: string,
  kinds: readonly RecordKind[],
): Promise<Candidate> {
  const declared = kinds.flatMap((kind) => catalog.kinds.get(kind) ?? []).filter((kind) => asker.may(kind.needs))
  const found = await read(async (scope) => {
    const resolutions = await Promise.all(
      declared.map((kind) => resolveRecord(kind, lookupFor(kind, { read: scope, asker }), words, { mayPick: false })),
    )
    return resolutions.flatMap((each) =>
      each.found === 'one' ? [each.record] : each.found === 'several' ? each.candidates : [],
    )
  })
  const [only] = found
  if (only && found.length === 1) return only
  if (found.length > 1) throw invalid(`“${words}” may be ${found.map(nameOf).join(', ')}. Say which by its reference.`)
  throw notFound(
    `I can't find “${words}” among ${declared.map(({ many }) => many).join(', ')}. Its reference is safest: DEAL-12.`,
  )
}
