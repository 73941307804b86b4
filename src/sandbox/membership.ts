import { sendEvent } from './delivery/events.js'
import { showConversation } from './page-server/show.js'
import { post } from './posting.js'
import type { Sandbox } from './sandbox.js'
import type { StoredConversation } from './workspace/types.js'

/** Makes people, or the app, members of a channel, with the quiet line and the event that go with it. */
export function join(sandbox: Sandbox, conversation: StoredConversation, userIds: readonly string[]): void {
  const { team } = sandbox.workspace
  for (const user of userIds.filter((each) => !conversation.members.includes(each))) {
    conversation.members.push(user)
    const text = `<@${user}> has joined the channel`
    post(sandbox, { channel: conversation.id, user, text, subtype: 'channel_join' })
    const channel_type = conversation.kind === 'private' ? 'G' : 'C'
    const event = { type: 'member_joined_channel', user, channel: conversation.id, channel_type, team: team.id }
    sendEvent(sandbox, 'member_joined_channel', event)
  }
  showConversation(sandbox, conversation)
  sandbox.touch()
}
