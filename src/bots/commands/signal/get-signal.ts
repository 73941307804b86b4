import type { SqlScope } from '../../../db/sql-workspace.js'
import type { SignalRow } from '../../../domain/signals/signal.js'
import { listSignals } from '../../../domain/signals/signal-list-store.js'
import { notFound } from '../../../lib/errors.js'

/** Throws `not_found`. */
export async function getSignal(read: SqlScope, id: string): Promise<SignalRow> {
  const [row] = await listSignals(read, { ids: [id] })
  if (!row) throw notFound('There is no such signal.', { id })
  return row
}
