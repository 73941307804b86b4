import { saveSettings } from '../../../domain/people/workspace-store.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'dunning automatic',
  summary: 'Whether customers are reminded by themselves, each announced to its owner the day before',
  example: 'dunning automatic on',
  params: { switch: required('choice', 'On or off', { target: true, choices: ['on', 'off'] }) },
  needs: 'invoice.send',
  risk: 'reversible',
  run: async (_context, { switch: wanted }, tx) => {
    await saveSettings(tx, { dunning: wanted === 'on' ? 'automatic' : null })
    const other = wanted === 'on' ? 'off' : 'on'
    return {
      headline:
        wanted === 'on'
          ? 'Customers are reminded by themselves from tomorrow on'
          : 'Nobody is reminded by itself any more',
      undo: { command: 'dunning automatic', args: { switch: other }, versions: {} },
      data: { automatic: wanted === 'on' },
    }
  },
})
