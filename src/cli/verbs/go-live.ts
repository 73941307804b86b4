import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { goLive } from '../../domain/people/go-live.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { answer } from '../answer.js'
import { chosenScope, withStore } from '../company.js'
import { defineVerb } from '../define-verb.js'
import { hearersText, whoHears } from '../who-hears.js'

const UNCHANGED = 'Nothing was changed. Run it again with --yes to go live.'

export default defineVerb({
  name: 'go-live',
  summary: 'End the quiet: from here on reminders and notices go out by themselves; shows first to whom',
  options: { yes: { type: 'boolean', summary: 'without asking' } },
  run: (input) =>
    withStore(input, async (store) => {
      const { terminal } = input
      const scope = await chosenScope(store, input)
      const { workspace, hearers } = await readWorkspace(store.db, scope, async (read) => ({
        workspace: await getWorkspace(read),
        hearers: await whoHears(read),
      }))
      if (workspace.liveAt) {
        answer(terminal, { live: true, changed: false }, `${workspace.name} is live already.`)
        return 0
      }
      if (!terminal.json) for (const line of hearersText(hearers)) terminal.err(line)
      const agreed = input.options['yes'] === true || (await terminal.confirm(`Take ${workspace.name} live?`))
      if (!agreed) {
        answer(terminal, { ok: false, live: false, changed: false, recipients: hearers }, [])
        terminal.err(UNCHANGED)
        return 1
      }
      await inWorkspace(store.db, scope, goLive)
      answer(terminal, { live: true, changed: true, recipients: hearers }, `${workspace.name} is live.`)
      return 0
    }),
})
