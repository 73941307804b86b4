import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { getSignal } from './get-signal.js'
import { signalCard } from './signal-card.js'

export default defineCommand({
  name: 'signal show',
  summary: 'What a signal says, why, and what one can do about it',
  example: 'signal show SIG-3',
  params: { signal: target('signal', 'Signal') },
  needs: 'self',
  risk: 'read',
  run: async (context, { signal }) => signalCard(context, await context.read((read) => getSignal(read, signal.id))),
})
