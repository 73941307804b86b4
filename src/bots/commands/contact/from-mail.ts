import { contactPolicy } from '../../../domain/correspondence/contacts-from-mail.js'
import { getWorkspace, saveSettings } from '../../../domain/people/workspace-store.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

const MEANS: Record<string, string> = {
  off: 'Mail makes no contacts',
  'replied-to': 'Whom staff write to becomes a contact',
  any: 'Whoever writes to us becomes a contact, and whom staff write to',
}

export default defineCommand({
  name: 'contact from-mail',
  summary: 'When mail makes contacts: never, when staff wrote to somebody, or also when somebody wrote to us',
  example: 'contact from-mail replied-to',
  params: { policy: required('choice', 'When', { target: true, choices: ['off', 'replied-to', 'any'] }) },
  needs: 'mailbox.write',
  risk: 'reversible',
  run: async (context, { policy }, tx) => {
    const before = contactPolicy((await context.read(getWorkspace)).settings)
    await saveSettings(tx, { contactsFromMail: policy })
    return {
      headline: MEANS[policy] ?? policy,
      changes: [{ label: 'Contacts from mail', before, after: policy }],
      ...(before !== policy && { undo: { command: 'contact from-mail', args: { policy: before }, versions: {} } }),
      data: { before, policy },
    }
  },
})
