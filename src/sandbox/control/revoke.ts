import { sendEvent } from '../delivery/events.js'
import type { Sandbox } from '../sandbox.js'

/**
 * The app's token is good for nothing from now on, and the app is told; of one that is taken out of the workspace by a second event as well. Somebody who
 * agrees to the app anew gives it another token.
 */
export function revoke(sandbox: Sandbox, isUninstalled: boolean): void {
  const { app } = sandbox.workspace
  sandbox.workspace.botToken = null
  sendEvent(sandbox, 'tokens_revoked', { type: 'tokens_revoked', tokens: { oauth: [], bot: [app.botUserId] } })
  if (isUninstalled) sendEvent(sandbox, 'app_uninstalled', { type: 'app_uninstalled' })
}
