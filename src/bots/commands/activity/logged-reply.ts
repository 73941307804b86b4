import type { Tx } from '../../../db/in-workspace.js'
import type { NewActivity } from '../../../domain/crm/activity.js'
import { logActivity } from '../../../domain/crm/log-activity.js'
import type { Done } from '../define-command.js'
import type { RecordRef } from '../params.js'

const SAID = { note: 'Noted on', call: 'Call logged on', meeting: 'Meeting logged on' } as const

/** Puts a note, call or meeting on a record and says so; the undo removes that very one. */
export async function loggedReply(tx: Tx, activity: NewActivity, record: RecordRef): Promise<Done> {
  const id = await logActivity(tx, activity)
  const { kind } = activity.subject
  return {
    headline: `${SAID[activity.kind]} ${record.ref} ${record.title}`,
    text: activity.body,
    actions: [
      {
        label: 'Show',
        do: { command: `${kind} show`, args: { [kind]: record.ref } },
        typed: `${kind} show ${record.ref}`,
      },
    ],
    undo: { command: 'activity remove', args: { activity: id }, versions: { [`activity:${id}`]: 1 } },
    data: { ref: record.ref, activity: id, kind: activity.kind, note: activity.body },
  }
}
