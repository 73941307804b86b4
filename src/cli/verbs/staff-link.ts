import { inWorkspace } from '../../db/in-workspace.js'
import { readWorkspace } from '../../db/sql-workspace.js'
import { linkSlack } from '../../domain/people/link-slack.js'
import { findStaffByEmail } from '../../domain/people/staff-store.js'
import { notFound } from '../../lib/errors.js'
import { answer } from '../answer.js'
import { chosenScope, withStore } from '../company.js'
import { defineVerb, UsageError } from '../define-verb.js'

export default defineVerb({
  name: 'staff link',
  takes: 'EMAIL SLACK_USER_ID',
  summary: 'Bind a Slack user to a member of staff, verified by you',
  run: (input) => {
    const [email, slackUserId] = input.words
    if (!email || !slackUserId || !/^[UW][A-Z0-9]+$/.test(slackUserId))
      throw new UsageError('daybook staff link needs an EMAIL and a Slack user id like U012AB3CD.')
    return withStore(input, async (store) => {
      const scope = await chosenScope(store, input)
      const staff = await readWorkspace(store.db, scope, (read) => findStaffByEmail(read, email))
      if (!staff) throw notFound(`Nobody here has the address ${email}. \`daybook staff add\` adds them.`)
      await inWorkspace(store.db, scope, (tx) => linkSlack(tx, staff.id, slackUserId))
      answer(input.terminal, {}, `${staff.name} is ${slackUserId} in Slack.`)
      return 0
    })
  },
})
