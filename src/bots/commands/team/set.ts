import { teamName } from '../../../domain/people/team.js'
import { renameTeam } from '../../../domain/people/team-store.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'team set',
  summary: 'Rename a team',
  example: 'team set "Sales north" name:"Sales Nordics"',
  params: { team: target('team', 'Team'), name: required('text', 'New name') },
  needs: 'staff.write',
  aliases: ['team rename'],
  risk: 'reversible',
  current: async (_context, _read, { title }) => ({ name: title }),
  run: async (_context, { team, name }, tx) => {
    const after = await renameTeam(tx, team.id, teamName(name))
    return {
      headline: `The team ${team.title} is ${after.name} now`,
      changes: [{ label: 'Name', before: team.title, after: after.name }],
      undo: {
        command: 'team set',
        args: { team: team.id, name: team.title },
        versions: { [`team:${team.id}`]: after.version },
      },
      data: { team: after.name },
    }
  },
})
