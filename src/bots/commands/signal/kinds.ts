import { listMuted } from '../../../domain/correspondence/notice-store.js'
import { getWorkspace } from '../../../domain/people/workspace-store.js'
import { mayKnow } from '../../../domain/signals/hearer.js'
import { MUTED_ALL, mutedKind } from '../../../domain/signals/signal.js'
import { isOff, thresholdOf } from '../../../domain/signals/signal-settings.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { signals } from './declared.js'

export default defineCommand({
  name: 'signal kinds',
  summary: 'What I look for by myself, how it is set, and what of it you have muted',
  example: 'signal kinds',
  params: {},
  needs: 'self',
  risk: 'read',
  run: async ({ read, asker }) => {
    const { settings, muted } = await read(async (scope) => ({
      settings: (await getWorkspace(scope)).settings,
      muted: new Set(await listMuted(scope, asker.id)),
    }))
    const rows = signals
      .filter((signal) => mayKnow(asker, signal))
      .map((signal) => ({
        name: signal.name,
        looksFor: signal.looksFor,
        threshold: signal.threshold ? `${signal.threshold.label}: ${thresholdOf(settings, signal)}` : '',
        state: isOff(settings, signal) ? 'off' : isHeard(muted, signal.name) ? 'on' : 'muted by you',
      }))
    return {
      headline: counted(rows.length, 'signal'),
      table: {
        columns: [
          { key: 'name', label: 'Signal', type: 'text' },
          { key: 'looksFor', label: 'Looks for', type: 'text' },
          { key: 'threshold', label: 'Set to', type: 'text' },
          { key: 'state', label: 'State', type: 'text' },
        ],
        rows,
      },
      actions: asker.may('admin') ? [{ label: 'Change…', do: { form: 'signal set', args: {} } }] : [],
      notes: ['`signal mute NAME` ends one for you, `report signals` says how useful each is.'],
      data: { signals: rows },
    }
  },
})

const isHeard = (muted: ReadonlySet<string>, name: string): boolean =>
  !muted.has(MUTED_ALL) && !muted.has(mutedKind(name))
