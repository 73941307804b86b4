import type { Tx } from '../../db/in-workspace.js'
import { addRoute, saveSettings } from './workspace-store.js'

export type SlackTeam = {
  /** `T…` */
  teamId: string
  /** Where the card of the month-end close stands: `C…`. */
  closeChannel?: string | undefined
}

/**
 * Lets a Slack team lead to this company: an operator says so before the app is installed there, because a stranger's team
 * must not become anybody's. Saying it twice is harmless; a team of another company is a `conflict`.
 */
export async function connectSlack(tx: Tx, { teamId, closeChannel }: SlackTeam): Promise<void> {
  await addRoute(tx, 'slack-team', teamId)
  if (closeChannel) await saveSettings(tx, { closeChannel })
}
