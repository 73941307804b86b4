import { notFound } from '../../../lib/errors.js'
import type { CommandContext } from '../define-command.js'
import type { RecordRef } from '../params.js'

/** Oneself; or somebody else, for who looks after staff. Throws `not_found`. */
export function whoMayBeSet({ asker }: CommandContext, who: RecordRef | undefined): string {
  if (!who || who.id === asker.id) return asker.id
  if (!asker.may('staff.write')) throw notFound(`I can't find a colleague “${who.title}” that you may change.`)
  return who.id
}
