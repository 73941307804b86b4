import type { Signal } from './define-signal.js'

/** How a company has a signal; kept in its settings as `signals`, by name. */
type SignalSetting = { off?: boolean; threshold?: number }
type Kept = Readonly<Record<string, unknown>>

const ownOf = (settings: Kept, name: string): SignalSetting =>
  (settings['signals'] as Record<string, SignalSetting> | undefined)?.[name] ?? {}

export const isOff = (settings: Kept, { name }: Pick<Signal, 'name'>): boolean => ownOf(settings, name).off === true

export const thresholdOf = (settings: Kept, { name, threshold }: Pick<Signal, 'name' | 'threshold'>): number =>
  ownOf(settings, name).threshold ?? threshold?.is ?? 0

/** The change of the workspace's settings that has it so; what is as declared is not kept. */
export function signalChange(
  settings: Kept,
  { name, threshold: declared }: Pick<Signal, 'name' | 'threshold'>,
  { off, threshold }: SignalSetting,
): Record<string, unknown> {
  const { [name]: _, ...others } = (settings['signals'] ?? {}) as Record<string, SignalSetting>
  const own = {
    ...(off ? { off } : {}),
    ...(threshold !== undefined && threshold !== declared?.is ? { threshold } : {}),
  }
  const signals = Object.keys(own).length > 0 ? { ...others, [name]: own } : others
  return { signals: Object.keys(signals).length > 0 ? signals : null }
}
