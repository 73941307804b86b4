import { saveSettings } from '../../../domain/people/workspace-store.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'dunning automatic',
  summary: 'Whether customers are reminded without anybody asking; owners are told the day before, and can hold each',
  example: 'dunning automatic on',
  params: { switch: required('choice', 'Switch', { target: true, choices: ['on', 'off'] }) },
  needs: 'invoice.send',
  risk: 'reversible',
  run: async (_context, { switch: wanted }, tx) => {
    await saveSettings(tx, { dunning: wanted === 'on' ? 'automatic' : null })
    const other = wanted === 'on' ? 'off' : 'on'
    return {
      headline:
        wanted === 'on'
          ? 'Reminders go out by themselves from the next working day on'
          : 'Reminders no longer go out by themselves',
      ...(wanted === 'on' && { notes: ['The day before, owners are told who is reminded, and can hold each.'] }),
      undo: { command: 'dunning automatic', args: { switch: other }, versions: {} },
      data: { automatic: wanted === 'on' },
    }
  },
})
