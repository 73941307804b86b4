import type { SqlScope } from '../../db/sql-workspace.js'
import { isByDepartment } from '../../domain/people/capabilities.js'
import { ownersOfBoth } from '../../domain/people/owners.js'
import type { Asker, Command } from './define-command.js'
import type { Lookup, RecordKindDeclaration } from './define-record-kind.js'

type LookingUp = {
  read: SqlScope
  asker: Asker
  args?: Lookup['args']
  /** The command that the record is for: what one may see is not always what one may change. */
  command?: Pick<Command, 'needs' | 'risk'>
}

/**
 * The one place that says which records of a kind somebody finds: those one may see, and for a change those one may change. What waits for a
 * decision that is made by department is found by whoever decides such questions, as its approval is; the decision says if it is theirs.
 */
export function lookupFor(kind: RecordKindDeclaration, { read, asker, args = {}, command }: LookingUp): Lookup {
  const seen = asker.owners(kind.needs)
  const changes = command && command.risk !== 'read' && nounOf(command.needs) === nounOf(kind.needs)
  const owners = changes ? ownersOfBoth(seen, asker.owners(command.needs)) : seen
  return { read, asker, args, owners, decides: command !== undefined && isByDepartment(command.needs) }
}

const nounOf = (capability: string): string => capability.split('.')[0] ?? ''
