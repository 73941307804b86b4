import type { SupportSettings } from '../../../domain/support/support-settings.js'
import type { Done } from '../define-command.js'
import type { Change } from '../reply.js'

/** A change of support's settings as it is answered; its undo puts all of them back. */
export const settingsReply = (
  { before, after }: { before: SupportSettings; after: SupportSettings },
  headline: string,
  changes: readonly Change[],
): Done => ({
  headline,
  changes: changes.filter((change) => change.before !== change.after),
  notes: ['Clocks that run go on by this from now.'],
  undo: {
    command: 'sla restore',
    args: { settings: JSON.stringify(before), unless: JSON.stringify(after) },
    versions: {},
  },
  data: after,
})
