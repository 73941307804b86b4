import { getWorkspace, saveSettings } from '../../../domain/people/workspace-store.js'
import { isOff, signalChange, thresholdOf } from '../../../domain/signals/signal-settings.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import { nameParam, signalNamed } from './declared.js'

export default defineCommand({
  name: 'signal set',
  summary: 'Switch a signal off or on for the company, or set from which figure on it speaks',
  example: 'signal set deal-without-step threshold:14',
  params: {
    name: nameParam,
    threshold: optional('integer', 'From'),
    off: optional('flag', 'Switched off'),
    on: optional('flag', 'Switched on'),
  },
  needs: 'admin',
  risk: 'reversible',
  run: async ({ read }, { name, threshold, off, on }, tx) => {
    const signal = signalNamed(name)
    const declared = signal.threshold
    if (off && on) throw invalid('Off or on, not both.')
    if (threshold === undefined && !off && !on) throw invalid('Nothing to change: give off:yes, on:yes or threshold:.')
    if (threshold !== undefined && !declared) throw invalid(`${name} has no figure to set; off:yes switches it off.`)
    if (threshold !== undefined && declared && (threshold < declared.from || threshold > declared.to))
      throw invalid(`${declared.label} of ${name} is from ${declared.from} to ${declared.to}.`)
    const { settings } = await read(getWorkspace)
    const before = { off: isOff(settings, signal), threshold: thresholdOf(settings, signal) }
    const after = { off: off ? true : on ? false : before.off, threshold: threshold ?? before.threshold }
    await saveSettings(tx, signalChange(settings, signal, declared ? after : { off: after.off }))
    return {
      headline: `${signal.title}: ${after.off ? 'off' : 'on'}${declared ? `, ${declared.label.toLowerCase()} ${after.threshold}` : ''}`,
      text: signal.looksFor,
      changes: [
        ...(before.off === after.off ? [] : [{ label: 'Is', before: onOff(before.off), after: onOff(after.off) }]),
        ...(declared && before.threshold !== after.threshold
          ? [{ label: declared.label, before: before.threshold, after: after.threshold }]
          : []),
      ],
      undo: {
        command: 'signal set',
        args: {
          name,
          ...(before.off ? { off: true } : { on: true }),
          ...(declared && { threshold: before.threshold }),
        },
        versions: {},
      },
      data: { signal: name, ...after },
    }
  },
})

const onOff = (off: boolean): string => (off ? 'off' : 'on')
