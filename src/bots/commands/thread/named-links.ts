import type { SqlScope } from '../../../db/sql-workspace.js'
import type { ThreadLinkLine } from '../../../domain/correspondence/thread.js'
import type { CommandContext } from '../define-command.js'
import type { Candidate } from '../define-record-kind.js'
import { lookupFor } from '../look-up.js'
import type { Action } from '../reply.js'

/** A record that a thread is on, and why; `record` is null for a kind that the asker may not see. */
export type NamedLink = Pick<ThreadLinkLine, 'kind' | 'evidence'> & { record: Candidate | null; show: string }

const ORDER: readonly ThreadLinkLine['kind'][] = ['case', 'deal', 'contact', 'company', 'invoice']

/** The records that a thread is on, deals first, each by its name where the asker may see such records. */
export async function nameLinks(
  { asker, catalog }: CommandContext,
  read: SqlScope,
  links: readonly ThreadLinkLine[],
): Promise<NamedLink[]> {
  const named = links.map(async ({ kind, id, evidence }): Promise<NamedLink> => {
    const declared = catalog.kinds.get(kind)
    const may = declared && asker.may(declared.needs)
    const [record] = may ? await declared.findByIds(lookupFor(declared, { read, asker }), [id]) : []
    return { record: record ?? null, show: declared?.show ?? `${kind} show`, kind, evidence }
  })
  return (await Promise.all(named)).sort((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
}

/** "On DEAL-3 Renewal: it mentions DEAL-3." */
export const linkLine = ({ record, kind, evidence }: NamedLink): string =>
  `On ${record ? `${record.ref} ${record.title}` : `${kind === 'invoice' ? 'an' : 'a'} ${kind}`}: ${evidence}.`

export const showRecord = ({ record, kind, show }: NamedLink): Action[] => {
  if (!record) return []
  const { ref } = record
  return [{ label: `Show ${ref}`, do: { command: show, args: { [kind]: ref } }, typed: `${show} ${ref}` }]
}
