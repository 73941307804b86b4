import { getWorkspace } from '../../../domain/people/workspace-store.js'
import { whyYou } from '../../../domain/signals/hearer.js'
import { thresholdOf } from '../../../domain/signals/signal-settings.js'
import { fieldsWith } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { target } from '../params.js'
import { signalNamed } from './declared.js'
import { getSignal } from './get-signal.js'
import { muteCompany, muteSignal } from './signal-actions.js'
import { isOpen, signalData } from './signal-card.js'

export default defineCommand({
  name: 'signal why',
  summary: 'Why you were told of a signal: what it looks for, what it found, and how to hear no more of such',
  example: 'signal why SIG-3',
  params: { signal: target('signal', 'Signal') },
  needs: 'self',
  risk: 'read',
  run: async ({ read, asker }, { signal: { id } }) => {
    const { row, settings } = await read(async (scope) => ({
      row: await getSignal(scope, id),
      settings: (await getWorkspace(scope)).settings,
    }))
    const signal = signalNamed(row.name)
    const { threshold, cooldownDays } = signal
    return {
      headline: whyYou(row, asker.id),
      text: `${signal.looksFor} ${row.why}`.trim(),
      fields: fieldsWith([
        ['Signal', signal.name],
        [threshold?.label ?? '', threshold ? thresholdOf(settings, signal) : null],
        ['Not said again for', `${cooldownDays} days`],
        ['Found', { at: row.foundAt }],
        ['What became of it', row.outcome],
      ]),
      actions: [
        muteSignal(row),
        ...(row.companyId === null ? [] : [muteCompany(row.companyId)]),
        ...(isOpen(row)
          ? [
              {
                label: 'Dismiss',
                do: { command: 'signal dismiss', args: { signal: row.ref } },
                typed: `signal dismiss ${row.ref}`,
              },
            ]
          : []),
      ],
      notes: ['`signal kinds` lists all that I look for; who sets up the company can switch one off there.'],
      data: { ...signalData(row), looksFor: signal.looksFor },
    }
  },
})
