import { removeActivity } from '../../../domain/crm/remove-activity.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'activity remove',
  summary: 'Take back a note or a task of one’s own',
  example: 'activity remove 0190b5b0-6f4e-7cc1-8a3b-0123456789ab',
  params: { activity: required('text', 'Note', { target: true }) },
  needs: 'activity.write',
  risk: 'reversible',
  hidden: true,
  run: async (context, { activity }, tx) => {
    const { kind, body } = await removeActivity(tx, activity, context.asker.id)
    return {
      headline: `The ${kind} is gone.`,
      changes: [{ label: 'It said', before: body, after: null }],
      data: { activity },
    }
  },
})
