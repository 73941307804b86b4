import { inWorkspace } from '../../db/in-workspace.js'
import { addStaff } from '../../domain/people/add-staff.js'
import { linkSlack } from '../../domain/people/link-slack.js'
import { answer } from '../answer.js'
import { chosenScope, withStore } from '../company.js'
import { defineVerb, need, textOption, UsageError, type VerbInput } from '../define-verb.js'

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
  run: (input) => {
    const staff = readStaff(input)
    const slack = textOption(input, 'slack')
    return withStore(input, async (store) => {
      const id = await inWorkspace(store.db, await chosenScope(store, input), async (tx) => {
        const added = await addStaff(tx, staff)
        if (slack) await linkSlack(tx, added, slack)
        return added
      })
      answer(input.terminal, { staffId: id }, `${staff.name} <${staff.email}> is added as ${staff.roles.join(', ')}.`)
      return 0
    })
  },
})

function readStaff(input: VerbInput) {
  const [email] = input.words
  if (!email) throw new UsageError('daybook staff add needs an EMAIL.')
  const [department, timeZone] = [textOption(input, 'department'), textOption(input, 'tz')]
  const roles = need(input, 'role')
    .split(',')
    .map((role) => role.trim())
  return {
    email,
    name: need(input, 'name'),
    roles,
    ...(department ? { department } : {}),
    ...(timeZone ? { timeZone } : {}),
  }
}
