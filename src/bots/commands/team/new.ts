import { teamName } from '../../../domain/people/team.js'
import { insertTeam } from '../../../domain/people/team-store.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'team new',
  summary: 'Make a team, to put colleagues into',
  example: 'team new "Sales north"',
  params: { name: required('words', 'Name', { target: true }) },
  needs: 'staff.write',
  risk: 'reversible',
  run: async (_context, { name }, tx) => {
    const team = await insertTeam(tx, teamName(name))
    return {
      headline: `New team ${team.name}`,
      actions: [{ label: 'Add a colleague…', do: { form: 'team add', args: { team: team.name } } }],
      undo: { command: 'team drop', args: { team: team.id }, versions: { [`team:${team.id}`]: team.version } },
      data: { team: team.name },
    }
  },
})
