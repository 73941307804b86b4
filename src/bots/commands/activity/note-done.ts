import type { Tx } from '../../../db/in-workspace.js'
import { logActivity } from '../../../domain/crm/log-activity.js'
import type { Done } from '../define-command.js'
import type { RecordRef } from '../params.js'

/** Notes words on a record and says so; the undo removes that very note. */
export async function noteDone(
  tx: Tx,
  kind: 'deal' | 'contact' | 'company',
  record: RecordRef,
  note: string,
): Promise<Done> {
  const id = await logActivity(tx, { kind: 'note', subject: { kind, id: record.id }, body: note })
  return {
    headline: `Noted on ${record.ref} ${record.title}`,
    text: note,
    actions: [
      {
        label: 'Show',
        do: { command: `${kind} show`, args: { [kind]: record.ref } },
        typed: `${kind} show ${record.ref}`,
      },
    ],
    undo: { command: 'activity remove', args: { activity: id }, versions: { [`activity:${id}`]: 1 } },
    data: { ref: record.ref, activity: id, note },
  }
}
