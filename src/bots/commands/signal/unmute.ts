import { findMutedAt, unmuteNotices } from '../../../domain/correspondence/notice-store.js'
import { sayAnew } from '../../../domain/signals/settle-signals.js'
import { reopenSignals } from '../../../domain/signals/signal-store.js'
import { defineCommand } from '../define-command.js'
import { mutedSubject, muteParams } from './muted-subject.js'

export default defineCommand({
  name: 'signal unmute',
  summary: 'Unmute a signal, or a customer’s',
  example: 'signal unmute unknown-sender',
  params: muteParams,
  needs: 'self',
  risk: 'reversible',
  run: async ({ asker }, args, tx) => {
    const { subject, what, same } = mutedSubject(args)
    const mutedAt = await findMutedAt(tx, asker.id, subject)
    const count = await unmuteNotices(tx, asker.id, subject)
    // Those that the mute itself ended wait again.
    for (const id of mutedAt ? await reopenSignals(tx, { mutedBy: asker.id, at: mutedAt }) : []) await sayAnew(tx, id)
    return {
      headline: count > 0 ? `You hear of ${what} again` : `You had not muted ${what}`,
      ...(count > 0 && { undo: { command: 'signal mute', args: same, versions: {} } }),
      data: { unmuted: args.name ?? args.company?.ref, count },
    }
  },
})
