import type { SqlScope } from '../../db/sql-workspace.js'
import type { Workspace } from '../people/workspace.js'
import { getWorkspace } from '../people/workspace-store.js'
import type { Priority } from './case.js'
import type { Targets } from './sla.js'
import { type WeeklyHours, type WorkingHours, workingHours } from './working-hours.js'

/** How a company does its support; kept in its settings as `support`, written by the commands of `sla`. */
export type SupportSettings = {
  hours: WeeklyHours
  targets: Readonly<Record<Priority, Targets>>
  /** Who gets a new case: nobody, or those of support in turn. */
  assign: 'nobody' | 'in-turn'
  /** Where new cases are told: to those who answer them, in a Slack channel (its id), or nowhere. */
  tell: 'staff' | 'nobody' | { channel: string }
  /** So many days after a case was closed its customer's mail reopens it; later it is a new matter. */
  reopenDays: number
  /** What runs out of urgent cases is told at any hour. */
  urgentAtNight: boolean
}

const working = (response: number, resolution: number): Targets => ({
  responseMinutes: response * 60,
  resolutionMinutes: resolution * 60,
})

/** What a company begins with: an hour for an urgent matter, a day for an ordinary one. */
export const DEFAULT_SUPPORT: SupportSettings = {
  hours: { days: [1, 2, 3, 4, 5], from: 9 * 60, to: 17 * 60, holidays: 'free' },
  targets: { urgent: working(1, 8), high: working(4, 16), normal: working(8, 40), low: working(16, 80) },
  assign: 'nobody',
  tell: 'staff',
  reopenDays: 14,
  urgentAtNight: false,
}

export function supportSettings({ settings }: Pick<Workspace, 'settings'>): SupportSettings {
  const own = (settings['support'] ?? {}) as Partial<SupportSettings>
  const targets = { ...DEFAULT_SUPPORT.targets, ...own.targets }
  const { days, from, to, holidays } = { ...DEFAULT_SUPPORT.hours, ...own.hours }
  // Always in the same order, so that settings can be compared as they are written.
  return { ...DEFAULT_SUPPORT, ...own, hours: { days, from, to, holidays }, targets: mapTargets(targets, kept) }
}

/** Settings are kept without their empty values. */
const kept = ({ responseMinutes, resolutionMinutes }: Partial<Targets>): Targets => ({
  responseMinutes: responseMinutes ?? null,
  resolutionMinutes: resolutionMinutes ?? null,
})

function mapTargets(all: SupportSettings['targets'], each: (one: Targets) => Targets): SupportSettings['targets'] {
  return { urgent: each(all.urgent), high: each(all.high), normal: each(all.normal), low: each(all.low) }
}

/** Everything that the clocks and rules of cases go by. */
export type SupportDesk = SupportSettings & { working: WorkingHours; liveAt: Date | null }

export async function loadSupportDesk(read: SqlScope): Promise<SupportDesk> {
  return deskOf(await getWorkspace(read))
}

export function deskOf(workspace: Pick<Workspace, 'settings' | 'timeZone' | 'country' | 'liveAt'>): SupportDesk {
  const settings = supportSettings(workspace)
  return { ...settings, working: workingHours(settings.hours, workspace), liveAt: workspace.liveAt }
}
