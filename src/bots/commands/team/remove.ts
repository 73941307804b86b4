import { deleteMember } from '../../../domain/people/team-store.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'team remove',
  summary: 'Take a colleague out of a team',
  example: 'team remove "Sales north" who:dana@example.com',
  params: { team: target('team', 'Team'), who: required('record', 'Colleague', { record: 'staff' }) },
  needs: 'staff.write',
  aliases: ['team leave'],
  risk: 'reversible',
  run: async (_context, { team, who }, tx) => {
    if (!(await deleteMember(tx, team.id, who.id))) throw refused(`${who.title} is not in ${team.title}.`)
    return {
      headline: `${who.title} is no longer in ${team.title}`,
      changes: [{ label: team.title, before: who.title, after: 'not in it' }],
      undo: { command: 'team add', args: { team: team.id, who: who.id }, versions: {} },
      data: { team: team.title, who: who.ref },
    }
  },
})
