import { monthName } from '../../../domain/close/close-view.js'
import { hardLockClose, lockClose, planLock, unfinished } from '../../../domain/close/lock-close.js'
import { AREAS } from '../../../domain/ledger/period.js'
import { refused } from '../../../lib/errors.js'
import { type CommandContext, defineCommand } from '../define-command.js'
import { type ArgsOf, optional } from '../params.js'
import { readAreas } from '../period/areas.js'
import { areaList, stateOf } from '../period/period-param.js'
import { previewOf } from '../preview-hash.js'
import { closeNamed, closeNameOf } from './name-param.js'

const params = {
  month: closeNamed,
  areas: optional('text', 'Areas', { hint: `${AREAS.join(', ')}; by default all` }),
  hard: optional('flag', 'For everybody', { hint: 'Reopening it takes a reason and a second person' }),
  anyway: optional('flag', 'With tasks open'),
}

export default defineCommand({
  name: 'close lock',
  summary: 'Lock what a close is of: softly, by area, or hard, for everybody',
  example: 'close lock 2026-10 areas:sales,purchases',
  params,
  needs: 'close.manage',
  risk: 'consequential',
  preview: async (context, args) => {
    const name = closeNameOf(context, args.month)
    const { periods, open } = await context.read((read) => planLock(read, name))
    if (periods.every(({ state }) => state === 'closed')) throw refused(`${monthName(name)} is closed already.`)
    if (args.hard && !args.anyway && open.length > 0) throw refused(unfinished(name, open))
    const after = args.hard ? 'closed' : `locked for ${areaList(readAreas(args.areas))}`
    const shown = {
      headline: `${args.hard ? 'Close' : 'Lock'} ${monthName(name)}${args.hard ? ' for everybody' : ''}?`,
      changes: periods.map((period) => ({ label: period.startsOn.slice(0, 7), before: stateOf(period), after })),
      ...(open.length > 0 ? { text: `${open.length} of its tasks are not finished.` } : {}),
      notes: [
        args.hard
          ? 'Opening it again takes a reason and a second person; what comes later is the next period’s.'
          : 'Who may post into locked periods still can; reports and other areas go on.',
      ],
    }
    return previewOf(shown, args.hard ? 'Close it' : 'Lock it', {})
  },
  run: async (context, args, tx) => {
    const name = closeNameOf(context, args.month)
    if (args.hard) await hardLockClose(tx, name, args.anyway ?? false)
    else await lockClose(tx, name, readAreas(args.areas))
    return lockedReply(context, name, args)
  },
})

const lockedReply = (_context: CommandContext, name: string, { hard, areas }: ArgsOf<typeof params>) => ({
  headline: hard
    ? `${monthName(name)} is closed for everybody`
    : `${monthName(name)} is locked for ${areaList(readAreas(areas))}`,
  actions: hard
    ? [{ label: 'Binder', do: { command: 'close binder', args: { month: name } }, typed: `close binder ${name}` }]
    : [],
  data: { close: name, hard: hard ?? false, areas: hard ? [...AREAS] : readAreas(areas) },
})
