import { insertMember } from '../../../domain/people/team-store.js'
import { refused } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

export default defineCommand({
  name: 'team add',
  summary: 'Put a colleague into a team',
  example: 'team add "Sales north" who:dana@example.com',
  params: { team: target('team', 'Team'), who: required('record', 'Colleague', { record: 'staff' }) },
  needs: 'staff.write',
  aliases: ['team join'],
  risk: 'reversible',
  run: async (_context, { team, who }, tx) => {
    if (!(await insertMember(tx, team.id, who.id))) throw refused(`${who.title} is in ${team.title} already.`)
    return {
      headline: `${who.title} is in ${team.title} now`,
      changes: [{ label: team.title, before: 'not in it', after: who.title }],
      undo: { command: 'team remove', args: { team: team.id, who: who.id }, versions: {} },
      data: { team: team.title, who: who.ref },
    }
  },
})
