import { directOf } from '../direct.js'
import type { AgentThread, Done, OpenAgent, OpenHome, RunShortcut } from '../page-api.js'
import { showNotice } from '../page-server/show.js'
import { post, sees } from '../posting.js'
import type { Sandbox } from '../sandbox.js'
import { messageJson, viewJson } from '../web-api/present.js'
import { findMessage } from '../workspace/messages.js'
import { issueResponseUrl, issueTrigger } from '../workspace/triggers.js'
import type { StoredAgentThread } from '../workspace/types.js'
import { homeOf } from '../workspace/views.js'
import { sendEvent } from './events.js'
import { basis, channelRef, noAnswer, Refused, sendInteraction } from './interaction.js'
import { responseUrlFor } from './respond.js'

/** A global shortcut, or one used on a message. */
export async function runShortcut(sandbox: Sandbox, asked: RunShortcut): Promise<Done> {
  const type = asked.message ? 'message' : 'global'
  const { shortcuts } = sandbox.config.manifest.features
  if (!shortcuts.some((each) => each.callback_id === asked.callbackId && each.type === type)) {
    throw new Refused('shortcut_not_found', 'There is no such shortcut.', 404)
  }
  const common = {
    ...basis(sandbox, asked.as),
    callback_id: asked.callbackId,
    trigger_id: issueTrigger(sandbox.workspace, sandbox.clock, asked.as),
    action_ts: sandbox.workspace.nextTs(),
  }
  const payload = asked.message
    ? { type: 'message_action', ...common, ...messagePart(sandbox, asked.as, asked.message) }
    : { type: 'shortcut', ...common }
  const outcome = await sendInteraction(sandbox, payload)
  if (outcome.ok) return { ok: true, delivered: true }
  const notice = noAnswer(sandbox, outcome)
  showNotice(sandbox, asked.as, notice)
  return { ok: true, delivered: false, notice }
}

function messagePart(sandbox: Sandbox, user: string, at: { channel: string; ts: string }) {
  const { workspace, clock } = sandbox
  const message = findMessage(workspace, at.channel, at.ts)
  const conversation = workspace.conversations.get(at.channel)
  if (!message || !conversation || !sees(sandbox, message, user)) {
    throw new Refused('message_not_found', 'This message is no longer there.', 404)
  }
  const issued = issueResponseUrl(workspace, clock, { user, channel: at.channel, message: at })
  return {
    message_ts: message.ts,
    channel: channelRef(conversation),
    message: messageJson(sandbox, message),
    response_url: responseUrlFor(sandbox, issued),
  }
}

export function openHome(sandbox: Sandbox, asked: OpenHome): Done {
  const home = homeOf(sandbox.workspace, asked.as)
  sendEvent(sandbox, 'app_home_opened', {
    type: 'app_home_opened',
    user: asked.as,
    channel: directOf(sandbox, [asked.as, sandbox.workspace.app.botUserId]).id,
    tab: asked.tab,
    ...(home && asked.tab === 'home' ? { view: viewJson(sandbox, home) } : {}),
  })
  return { ok: true, delivered: sandbox.app.url !== null || sandbox.sockets.isOpen() }
}

/** A new thread with the app in its pane. */
export function openAgent(sandbox: Sandbox, asked: OpenAgent): AgentThread {
  const { features } = sandbox.config.manifest
  const pane = features.agent_view ?? features.assistant_view
  if (!pane) throw new Refused('not_enabled', 'This app has no agent pane.', 404)
  const { workspace } = sandbox
  const { botUserId: user, botId } = workspace.app
  const direct = directOf(sandbox, [asked.as, user])
  const root = post(sandbox, {
    channel: direct.id,
    user,
    botId,
    text: 'New conversation',
    subtype: 'assistant_app_thread',
  })
  const thread: StoredAgentThread = {
    channel: direct.id,
    threadTs: root.ts,
    user: asked.as,
    title: '',
    status: '',
    promptsTitle: '',
    prompts: pane.suggested_prompts,
    ...(asked.contextChannel ? { contextChannel: asked.contextChannel } : {}),
  }
  workspace.agentThreads.set(`${direct.id}:${root.ts}`, thread)
  sandbox.touch()
  sandbox.hub.publish((viewer) => (viewer === asked.as ? { type: 'agent', thread: { ...thread } } : null))
  const context = asked.contextChannel ? { channel_id: asked.contextChannel, team_id: workspace.team.id } : {}
  const about = { user_id: asked.as, context, channel_id: direct.id, thread_ts: root.ts }
  sendEvent(sandbox, 'assistant_thread_started', { type: 'assistant_thread_started', assistant_thread: about })
  return thread
}
