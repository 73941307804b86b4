import { listTeams } from '../../../domain/people/team-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'

export default defineCommand({
  name: 'team list',
  summary: 'Teams and who is in them',
  example: 'team list',
  params: {},
  needs: 'staff.read',
  risk: 'read',
  run: async ({ read, asker }) => {
    const teams = await read(listTeams)
    return {
      headline: teams.length === 0 ? 'There is no team yet' : counted(teams.length, 'team'),
      ...(teams.length > 0 && {
        table: {
          columns: [
            { key: 'team', label: 'Team', type: 'text' },
            { key: 'members', label: 'Members', type: 'text' },
          ],
          rows: teams.map(({ name, members }) => ({ team: name, members: members.join(', ') || 'nobody' })),
        },
      }),
      notes: [
        'A role that holds something for the team, like deal.read:team, sees the records of everybody in one’s teams.',
      ],
      actions: asker.may('staff.write')
        ? [
            { label: 'New team…', do: { form: 'team new', args: {} }, typed: 'team new' },
            { label: 'Add a colleague…', do: { form: 'team add', args: {} }, typed: 'team add' },
          ]
        : [],
      data: { teams: teams.map(({ name, members }) => ({ name, members })) },
    }
  },
})
