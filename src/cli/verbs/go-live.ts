import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { goLive } from '../../domain/people/go-live.js'
import { listStaff } from '../../domain/people/staff-store.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { chosenWorkspace, withStore } from '../company.js'
import { defineVerb } from '../define-verb.js'

export default defineVerb({
  name: 'go-live',
  summary: 'End the quiet: from here on reminders and notices go out by themselves; shows first to whom',
  options: { yes: { type: 'boolean', summary: 'without asking' } },
  run: (input) =>
    withStore(input, async (store) => {
      const { terminal } = input
      const scope = { workspaceId: await chosenWorkspace(store, input), actorId: null, via: 'terminal' as const }
      const { workspace, staff } = await readWorkspace(store.db, scope, async (read) => ({
        workspace: await getWorkspace(read),
        staff: await listStaff(read),
      }))
      if (workspace.liveAt) {
        terminal.out(
          terminal.json
            ? JSON.stringify({ ok: true, live: true, changed: false })
            : `${workspace.name} is live already.`,
        )
        return 0
      }
      const reached = staff.filter((person) => person.slackUserId !== null)
      terminal.err(
        `These ${reached.length} would hear from Daybook in Slack, in their mornings, when something waits for them:`,
      )
      for (const person of reached) terminal.err(`  ${person.name} <${person.email}>`)
      terminal.err('Customers get only what a member of staff confirms.')
      if (input.options['yes'] !== true && !(await terminal.confirm(`Take ${workspace.name} live?`))) {
        terminal.err('Nothing was changed. Run it again with --yes to go live.')
        return 1
      }
      await inWorkspace(store.db, scope, goLive)
      terminal.out(
        terminal.json ? JSON.stringify({ ok: true, live: true, changed: true }) : `${workspace.name} is live.`,
      )
      return 0
    }),
})
