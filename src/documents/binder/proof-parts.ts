import type { Binder } from '../../domain/close/binder-store.js'
import type { Column } from '../../lib/table.js'
import { type BinderPart, refOf } from './binder-part.js'

/** Each check with the rows that it kept: those that proved it, or that spoke against it. The archive has them as `proofs/`. */
export const proofParts = ({ proofs, tasks }: Binder): BinderPart[] =>
  proofs.flatMap(({ taskId, checkName, summary, proof }) => {
    const ref = refOf(tasks, taskId)
    // A check of an older version may have kept a column of a type that is no more.
    const columns = proof.columns.map((column) => ({
      ...column,
      type: TYPES.find((type) => type === column.type) ?? 'text',
    }))
    const title = `Proof of ${ref} (${checkName}): ${summary}`
    return proof.rows.length === 0
      ? []
      : [{ file: `proofs/${ref}.json`, title, none: '', table: { columns, rows: proof.rows } }]
  })

const TYPES: readonly Column['type'][] = ['text', 'number', 'money', 'date', 'percent', 'record', 'person']
