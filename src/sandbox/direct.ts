import { showConversation } from './page-server/show.js'
import type { Sandbox } from './sandbox.js'
import { openDirect } from './workspace/conversations.js'
import type { StoredConversation } from './workspace/types.js'

/** The DM of these people (one may be the app); a new one shows on their pages. */
export function directOf(sandbox: Sandbox, userIds: readonly string[]): StoredConversation {
  const { workspace, clock } = sandbox
  const known = workspace.conversations.size
  const direct = openDirect(workspace, clock, userIds)
  if (workspace.conversations.size > known) {
    showConversation(sandbox, direct)
    sandbox.touch()
  }
  return direct
}
