import { loadCatalog } from '../../bots/commands/registry.js'
import { runCommand } from '../../bots/terminal/run-command.js'
import { readWorkspace, type SqlScope } from '../../db/sql-workspace.js'
import type { Staff } from '../../domain/people/staff.js'
import { findStaffByEmail, listStaff } from '../../domain/people/staff-store.js'
import { pokeAfterCommit } from '../../jobs/relay.js'
import { invalid, notFound } from '../../lib/errors.js'
import { chosenWorkspace, withStore } from '../company.js'
import { defineVerb, textOption, UsageError } from '../define-verb.js'

export default defineVerb({
  name: 'run',
  takes: '"COMMAND"',
  summary: 'Give any command, as a member of staff',
  options: {
    as: { type: 'string', value: 'EMAIL', summary: 'who gives it; needed where there is more than one' },
    yes: { type: 'boolean', summary: 'confirm what the command shows first' },
  },
  run: (input) =>
    withStore(input, async (store) => {
      const text = input.words.join(' ')
      if (text === '') throw new UsageError('daybook run needs a command, like: daybook run "deal list".')
      pokeAfterCommit(store.db)
      const workspaceId = await chosenWorkspace(store, input)
      const staff = await readWorkspace(store.db, { workspaceId, actorId: null, via: 'terminal' }, (read) =>
        asker(read, textOption(input, 'as')),
      )
      const { terminal } = input
      const answer = await runCommand(
        { db: store.db, catalog: await loadCatalog() },
        { workspaceId, staffId: staff.id, via: 'terminal' },
        text,
        {
          json: terminal.json,
          yes: input.options['yes'] === true,
          colour: terminal.isTty && input.config.colour,
          width: terminal.width,
          timeZone: staff.timeZone,
          confirm: terminal.json || !terminal.isTty ? undefined : terminal.confirm,
        },
      )
      if (answer.out) terminal.out(answer.out)
      if (answer.err) terminal.err(answer.err)
      return answer.code
    }),
})

async function asker(read: SqlScope, email: string | undefined): Promise<Staff> {
  if (email !== undefined) {
    const found = await findStaffByEmail(read, email)
    if (!found) throw notFound(`Nobody here has the address ${email}. \`daybook staff add\` adds them.`)
    return found
  }
  const [only, second] = await listStaff(read)
  if (!only) throw notFound('There is no staff yet. `daybook staff add` adds somebody.')
  if (second) throw invalid('Say who gives the command: --as EMAIL.')
  return only
}
