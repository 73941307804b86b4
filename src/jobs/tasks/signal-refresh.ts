import { readWorkspace } from '../../db/sql-workspace.js'
import { listSignals } from '../../domain/signals/signal-list-store.js'
import { recipientsOf } from '../chat-delivery-store.js'
import { defineJob } from '../define-job.js'
import { keepChat } from '../keep-chat.js'
import { signalMessage, tellOccasion } from '../signal-message.js'
import { signalReader } from '../signal-reader.js'

export default defineJob({
  name: 'signal-refresh',
  summary: 'Says on the message that told a signal what became of it, whoever decided it and wherever',
  on: ['signal.changed'],
  run: async (context, data) => {
    const toldIn = String(data['toldIn'])
    const occasion = tellOccasion(toldIn)
    const { rows, sent, reader } = await readWorkspace(context.db, context.scope, async (read) => {
      const rows = await listSignals(read, { toldIn })
      const reader = await signalReader(context, read, rows[0]?.staffId ?? null)
      return { rows, sent: await recipientsOf(read, occasion), reader }
    })
    for (const to of sent.filter((each) => !each.includes('@')))
      await keepChat(context, { occasion, to, reply: signalMessage(rows, reader) })
  },
})
