import { randomBytes } from 'node:crypto'
import type { Clock } from '../clock.js'
import { LIFETIMES } from '../lifetimes.js'
import type { ResponseUrl, Trigger } from './types.js'
import type { Workspace } from './workspace.js'

/** What lets an app open a modal for a person: for three seconds, once. */
export function issueTrigger(workspace: Workspace, clock: Clock, user: string, viewId?: string): string {
  const id = `${randomBytes(6).readUIntBE(0, 6)}.${workspace.team.id}.${randomBytes(16).toString('hex')}`
  const trigger: Trigger = { id, user, issuedAt: clock.now(), exchanged: false, ...(viewId ? { viewId } : {}) }
  workspace.triggers.set(id, trigger)
  forgetOldest(workspace.triggers)
  return id
}

export type TriggerError = 'invalid_trigger_id' | 'exchanged_trigger_id' | 'expired_trigger_id'

/** Redeems a trigger, or says with Slack's code why it can't be. */
export function exchangeTrigger(workspace: Workspace, clock: Clock, id: string): Trigger | TriggerError {
  const trigger = workspace.triggers.get(id)
  if (!trigger) return 'invalid_trigger_id'
  if (trigger.exchanged) return 'exchanged_trigger_id'
  if (clock.now() - trigger.issuedAt > LIFETIMES.triggerMs) return 'expired_trigger_id'
  trigger.exchanged = true
  return trigger
}

/** Where an app may answer an interaction: five times within half an hour. */
export function issueResponseUrl(
  workspace: Workspace,
  clock: Clock,
  target: Pick<ResponseUrl, 'user' | 'channel' | 'message'>,
): ResponseUrl {
  const issued: ResponseUrl = { ...target, id: randomBytes(18).toString('base64url'), issuedAt: clock.now(), uses: 0 }
  workspace.responseUrls.set(issued.id, issued)
  forgetOldest(workspace.responseUrls)
  return issued
}

/** A demo that runs for weeks must not keep every click; those of the last minutes are far fewer than this. */
const KEPT = 2_000

function forgetOldest(issued: Map<string, unknown>): void {
  const [oldest] = issued.keys()
  if (issued.size > KEPT && oldest !== undefined) issued.delete(oldest)
}
