import { sqlInTx } from '../../../db/sql-in-tx.js'
import { muteNotices } from '../../../domain/correspondence/notice-store.js'
import { endAndSay } from '../../../domain/signals/settle-signals.js'
import { OPEN } from '../../../domain/signals/signal.js'
import { listSignals } from '../../../domain/signals/signal-list-store.js'
import { defineCommand } from '../define-command.js'
import { mutedSubject, muteParams } from './muted-subject.js'

export default defineCommand({
  name: 'signal mute',
  summary: 'Mute a signal, or all about one customer',
  example: 'signal mute unknown-sender',
  params: muteParams,
  needs: 'self',
  risk: 'reversible',
  run: async ({ asker }, args, tx) => {
    const { subject, what, same } = mutedSubject(args)
    await muteNotices(tx, asker.id, subject)
    const filter = args.company ? { companyId: args.company.id } : { name: args.name ?? '' }
    for (const { id } of await listSignals(sqlInTx(tx), { ...filter, staffId: asker.id, states: OPEN }))
      await endAndSay(tx, id, { state: 'muted', said: `${asker.name} muted such` })
    return {
      headline: `You hear no more of ${what}`,
      undo: { command: 'signal unmute', args: same, versions: {} },
      data: { muted: args.name ?? args.company?.ref },
    }
  },
})
