import type { Tx } from '../../db/in-workspace.js'
import { type MadeChange, type RestoredRow, takeBack } from '../../domain/people/take-back.js'
import { invalid } from '../../lib/errors.js'
import type { CommandContext, Done } from './define-command.js'
import { required } from './params.js'

/** What names a change that was made: `7RSBRE4F@2026-11-26T10:00:00.000Z`. Only an Undo button says it. */
export const changeParam = required('text', 'Change', { target: true })

/**
 * The Undo of everything that this very command changes, whatever it is: what it was is in the audit trail, under the command's
 * reference. It is refused for a row that somebody has changed since, so no versions are named.
 */
export const undoOf = ({ scope }: CommandContext, tx: Tx, command: string): NonNullable<Done['undo']> => ({
  command,
  args: { change: `${scope.reference ?? ''}@${tx.now.toISOString()}` },
  versions: {},
})

/** Throws `invalid` for what no Undo button says. */
export function readChange(text: string): MadeChange {
  const [, reference, instant] = /^([0-9A-Z]{8})@(\d{4}-\d\d-\d\dT[\d:.]+Z)$/.exec(text) ?? []
  if (!reference || !instant) throw invalid('That names no change. An Undo button does.')
  return { reference, at: new Date(instant) }
}

export const restoreRows = (tx: Tx, change: string, tables: readonly string[]): Promise<RestoredRow[]> =>
  takeBack(tx, readChange(change), tables)
