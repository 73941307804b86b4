import type { State } from '../page-api.js'
import { sees } from '../posting.js'
import type { Sandbox } from '../sandbox.js'
import { canSee } from '../workspace/conversations.js'
import { homeOf, modalsOf } from '../workspace/views.js'
import { pageConversation, pageMessage, pageUser, pageView } from './show.js'

/** All that a person sees, at one moment; of the messages those that are newer than `after`, a `ts`. */
export function snapshot(sandbox: Sandbox, userId: string, after = 0): State {
  const { workspace } = sandbox
  const { features } = sandbox.config.manifest
  const visible = [...workspace.conversations.values()].filter((each) => canSee(each, userId))
  const messages = visible
    .flatMap((each) => workspace.messages.get(each.id) ?? [])
    .filter((each) => Number(each.ts) > after)
  const home = homeOf(workspace, userId)
  const pane = features.agent_view ?? features.assistant_view
  return {
    seq: sandbox.hub.seq(),
    team: workspace.team,
    app: {
      id: workspace.app.id,
      botUserId: workspace.app.botUserId,
      name: workspace.app.name,
      description: workspace.app.description,
      colour: workspace.app.colour,
      hasAgent: pane !== undefined,
      hasHome: features.app_home?.home_tab_enabled ?? false,
      suggestedPrompts: pane?.suggested_prompts ?? [],
    },
    users: [...workspace.users.values()].map(pageUser),
    conversations: visible.map((each) => pageConversation(sandbox, each, userId)),
    messages: messages.filter((each) => sees(sandbox, each, userId)).map((each) => pageMessage(sandbox, each)),
    commands: features.slash_commands.map((each) => ({
      command: each.command,
      description: each.description,
      usageHint: each.usage_hint,
    })),
    shortcuts: features.shortcuts.map((each) => ({
      name: each.name,
      description: each.description,
      callbackId: each.callback_id,
      type: each.type,
    })),
    modals: modalsOf(workspace, userId).map((each) => pageView(sandbox, each)),
    home: home ? pageView(sandbox, home) : null,
    agentThreads: [...workspace.agentThreads.values()].filter((each) => each.user === userId),
    appConnected: sandbox.app.connected,
    hasMail: sandbox.config.mail !== undefined,
  }
}
