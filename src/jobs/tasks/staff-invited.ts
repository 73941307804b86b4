import { readWorkspace } from '../../db/sql-workspace.js'
import { findStaffByIds } from '../../domain/people/staff-store.js'
import { getWorkspace } from '../../domain/people/workspace-store.js'
import { deliverMail } from '../../mail/deliver-mail.js'
import { chooseSender } from '../../mail/sender.js'
import { defineJob } from '../define-job.js'
import { sendDeps } from '../send-deps.js'

export default defineJob({
  name: 'staff-invited',
  summary: 'Writes to a new colleague how to begin',
  on: ['staff.invited'],
  run: async (context, { staffId, reference }) => {
    const { person, company } = await readWorkspace(context.db, context.scope, async (read) => ({
      person: (await findStaffByIds(read, [String(staffId)]))[0],
      company: (await getWorkspace(read)).name,
    }))
    if (!person?.active || person.slackUserId) return
    const deps = sendDeps(context)
    await deliverMail(deps, context.scope, {
      occasion: `staff-invited:${String(reference)}:${person.id}`,
      recipient: person.email,
      sender: await chooseSender(deps, context.scope, null),
      content: {
        subject: `You are invited to Daybook at ${company}`,
        text: `Hello ${person.name.split(' ')[0] ?? person.name},

${company} keeps its customers and books in Daybook, and you are among its staff from now on.

In Slack: write a message to the app Daybook. It knows you by this address (${person.email}) and asks you once to confirm that it is you.
By mail: write "help" to Daybook's address from this one.

Why you: a colleague entered your address. If you know nothing of it, leave this mail unanswered.
`,
      },
      about: { ownerId: person.id },
    })
  },
})
