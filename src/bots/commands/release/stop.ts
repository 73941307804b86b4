import { stopReleases } from '../../../domain/ledger/schedule-release.js'
import { formatMoney, money, toDecimal } from '../../../lib/money.js'
import { defineCommand } from '../define-command.js'
import { required } from '../params.js'

export default defineCommand({
  name: 'release stop',
  summary: 'Stop a schedule: nothing more is released from now on, what was released stays',
  example: 'release stop REL-4',
  params: { schedule: required('text', 'Schedule', { target: true }) },
  needs: 'journal.write',
  risk: 'reversible',
  run: async ({ today }, { schedule }, tx) => {
    const ref = schedule.toUpperCase()
    const [stopped] = await stopReleases(tx, { ref }, today)
    const left = money(stopped?.amountMinor ?? 0n, stopped?.schedule.currency ?? '')
    return {
      headline: `${ref} is stopped; ${formatMoney(left)} of it stays held`,
      undo: {
        command: 'release resume',
        args: { schedule: ref },
        versions: stopped ? { [`release_schedule:${stopped.schedule.id}`]: stopped.schedule.version + 1 } : {},
      },
      data: { ref, held: toDecimal(left), currency: left.currency },
    }
  },
})
