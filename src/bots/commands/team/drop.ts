import { countMembers, deleteTeam } from '../../../domain/people/team-store.js'
import { counted } from '../../../lib/counted.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'

export default defineCommand({
  name: 'team drop',
  summary: 'Take away a team that nobody is in',
  example: 'team drop "Sales north"',
  params: { team: target('team', 'Team') },
  needs: 'staff.write',
  risk: 'reversible',
  run: async (_context, { team }, tx) => {
    const members = await countMembers(tx, team.id)
    if (members > 0) throw refused(`${team.title} has ${counted(members, 'member')}: \`team remove\` them first.`)
    await deleteTeam(tx, team.id)
    return {
      headline: `The team ${team.title} is gone`,
      undo: { command: 'team new', args: { name: team.title }, versions: {} },
      data: { team: team.title },
    }
  },
})
