import type { SignalRow } from '../../../domain/signals/signal.js'
import { OPEN } from '../../../domain/signals/signal.js'
import { listSignals } from '../../../domain/signals/signal-list-store.js'
import { counted } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'
import type { Action } from '../reply.js'
import { sightOf, signals } from './declared.js'
import { signalData } from './signal-card.js'

const SHOWN = 50
const BUTTONS = 5

export default defineCommand({
  name: 'signal list',
  summary:
    'The signals that wait for you to act; `all` has everybody’s that you may see, `ended` what became of earlier ones',
  example: 'signal list',
  params: {
    name: optional('choice', 'Signal', { choices: signals.map(({ name }) => name) }),
    company: optional('record', 'Company', { record: 'company' }),
    all: optional('flag', 'Everybody’s'),
    ended: optional('flag', 'What has ended'),
  },
  needs: 'self',
  bare: true,
  risk: 'read',
  run: async ({ read, asker }, { name, company, all, ended }) => {
    const filter = {
      sight: sightOf(asker),
      ...(name && { name }),
      ...(company && { companyId: company.id }),
      ...(all ? {} : { of: asker.id }),
      states: ended ? (['acted', 'dismissed', 'muted', 'lapsed'] as const) : OPEN,
    }
    const rows = await read((scope) => listSignals(scope, filter, SHOWN))
    // Of one's own it goes without saying whose they are, and that one was told.
    const isMine = !all && !ended && rows.every(({ ownerId, staffId }) => ownerId === asker.id && staffId === asker.id)
    return {
      headline: headlineOf(rows.length, { ended: ended ?? false, mine: !all }),
      ...(rows.length > 0 && {
        table: {
          columns: [
            { key: 'signal', label: 'Signal', type: 'record' },
            ...(isMine ? [] : [{ key: 'owner', label: 'Owner', type: 'text' } as const]),
            { key: 'found', label: 'Found', type: 'date' },
            ...(isMine ? [] : [{ key: 'state', label: ended ? 'What became of it' : 'Told', type: 'text' } as const]),
          ],
          rows: rows.map((row) => ({
            signal: { ref: row.ref, title: row.headline },
            owner: row.ownerName ?? 'nobody',
            found: { at: row.foundAt },
            state: ended ? (row.outcome ?? row.state) : row.state === 'shown' ? (row.staffName ?? '') : 'not yet',
          })),
        },
      }),
      actions: ended ? [] : rows.slice(0, BUTTONS).map(showing),
      data: { signals: rows.map(signalData) },
    }
  },
})

function headlineOf(count: number, { ended, mine }: { ended: boolean; mine: boolean }): string {
  if (ended) return count === 0 ? 'No signal has ended' : `${counted(count, 'signal')} that ended`
  if (count === 0) return mine ? 'No signal waits for you' : 'No signal waits for anybody'
  return `${counted(count, 'signal')} ${count === 1 ? 'waits' : 'wait'} for ${mine ? 'you' : 'somebody to act'}`
}

const showing = ({ ref }: SignalRow): Action => ({
  label: `Show ${ref}`,
  do: { command: 'signal show', args: { signal: ref } },
  typed: `signal show ${ref}`,
})
