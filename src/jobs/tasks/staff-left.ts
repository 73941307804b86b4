import { z } from 'zod'
import { readWorkspace } from '../../db/sql-workspace.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { defineJob } from '../define-job.js'
import { tellColleague } from '../tell-colleague.js'

export default defineJob({
  name: 'staff-left',
  summary: 'Tells a colleague what they took over from one who left, in one message: in Slack, else by mail',
  on: ['staff.left'],
  data: z.object({
    leaverId: z.string(),
    heirId: z.string(),
    handed: z.array(z.object({ what: z.string(), count: z.number() })),
  }),
  run: async (context, { leaverId, heirId, handed }) => {
    const { live, leaver, heir } = await readWorkspace(context.db, context.scope, async (read) => {
      const people = await findStaffByIds(read, [leaverId, heirId])
      const named = (id: string) => people.find((person) => person.id === id)
      return { live: (await getWorkspace(read)).liveAt !== null, leaver: named(leaverId), heir: named(heirId) }
    })
    // Who left in turn handed it on, and whoever has it now was told so.
    if (!live || !leaver || !heir?.active) return
    await tellColleague(context, heir, `staff-left:${context.outboxId}`, {
      headline: `${leaver.name} has left, and you took over`,
      fields: handed.map(({ what, count }) => ({ label: `${what[0]?.toUpperCase()}${what.slice(1)}`, value: count })),
      actions: LISTS.flatMap(({ of, label, command }) =>
        handed.some(({ what }) => what === of) ? [{ label, do: { command, args: {} }, typed: command }] : [],
      ),
      notes: ['Why: it is yours now. Said once.'],
    })
  },
})

/** Where what was handed over is looked at. */
const LISTS: readonly { of: string; label: string; command: string }[] = [
  { of: 'open deals', label: 'My deals', command: 'deal list' },
  { of: 'open cases', label: 'My cases', command: 'case list' },
  { of: 'tasks to do', label: 'My tasks', command: 'task list' },
  { of: 'close tasks to do', label: 'My close tasks', command: 'close mine' },
]
