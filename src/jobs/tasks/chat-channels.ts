import { inWorkspace } from '../../db/in-workspace.js'
import { keepChannels } from '../../domain/people/chat-channel-store.js'
import { defineJob, every } from '../define-job.js'

export default defineJob({
  name: 'chat-channels',
  summary: 'Asks the chat which channels there are, so that commands can name them wherever they are given',
  on: ['chat.channels-asked'],
  schedule: { kind: 'chat.channels-asked', next: every(60, 23) },
  run: async ({ db, scope, services }) => {
    const channels = await services.chat.channels(scope.workspaceId)
    if (channels) await inWorkspace(db, scope, (tx) => keepChannels(tx, channels))
  },
})
