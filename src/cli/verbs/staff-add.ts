import { inWorkspace } from '../../db/in-workspace.js'
import { addStaff } from '../../domain/people/add-staff.js'
import { linkSlack } from '../../domain/people/link-slack.js'
import { chosenWorkspace, withStore } from '../company.js'
import { defineVerb, need, textOption, UsageError } from '../define-verb.js'

export default defineVerb({
  name: 'staff add',
  takes: 'EMAIL',
  summary: 'Add a member of staff',
  options: {
    name: { type: 'string', value: 'NAME', summary: 'as colleagues know them' },
    role: {
      type: 'string',
      value: 'ROLE[,ROLE]',
      summary: 'sales, support, finance, controller, manager, admin, department, auditor',
    },
    department: { type: 'string', value: 'D', summary: 'their department' },
    tz: { type: 'string', value: 'ZONE', summary: 'their time zone; default the company’s' },
    slack: { type: 'string', value: 'USER_ID', summary: 'their Slack user (U…), verified by you' },
  },
  run: (input) =>
    withStore(input, async (store) => {
      const email = input.words[0]
      if (!email) throw new UsageError('daybook staff add needs an EMAIL.')
      const workspaceId = await chosenWorkspace(store, input)
      const [department, timeZone, slack] = [
        textOption(input, 'department'),
        textOption(input, 'tz'),
        textOption(input, 'slack'),
      ]
      const staff = {
        email,
        name: need(input, 'name'),
        roles: need(input, 'role')
          .split(',')
          .map((role) => role.trim()),
        ...(department ? { department } : {}),
        ...(timeZone ? { timeZone } : {}),
      }
      const id = await inWorkspace(store.db, { workspaceId, actorId: null, via: 'terminal' }, async (tx) => {
        const added = await addStaff(tx, staff)
        if (slack) await linkSlack(tx, added, slack)
        return added
      })
      input.terminal.out(
        input.terminal.json
          ? JSON.stringify({ ok: true, staffId: id })
          : `${staff.name} <${email}> is added as ${staff.roles.join(', ')}.`,
      )
      return 0
    }),
})
