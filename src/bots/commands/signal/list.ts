import { stillOpen } from '../../../domain/signals/settle-signals.js'
import type { SignalRow } from '../../../domain/signals/signal.js'
import { OPEN } from '../../../domain/signals/signal.js'
import { listSignals } from '../../../domain/signals/signal-list-store.js'
import { counted } from '../../../lib/counted.js'
import { addDays, instantOf } from '../../../lib/dates.js'
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
    from: optional('date', 'Found from', { hint: 'Whatever became of them' }),
    to: optional('date', 'Found until'),
  },
  needs: 'self',
  bare: true,
  risk: 'read',
  run: async ({ read, asker, workspace, today }, { name, company, all, ended, from, to }) => {
    const days = from !== undefined || to !== undefined
    const states = ended ? (['acted', 'dismissed', 'muted', 'lapsed'] as const) : OPEN
    const found = {
      from: instantOf(from ?? '1970-01-01', 0, workspace.timeZone),
      before: instantOf(addDays(to ?? today, 1), 0, workspace.timeZone),
    }
    const filter = {
      sight: sightOf(asker),
      ...(name && { name }),
      ...(company && { companyId: company.id }),
      ...(all ? {} : { of: asker.id }),
      ...(days ? { found, ...(ended && { states }) } : { states }),
    }
    const rows = await read(async (scope) => {
      const listed = await listSignals(scope, filter, SHOWN)
      return ended || days ? listed : stillOpen(scope, listed, signals)
    })
    // Of one's own it goes without saying whose they are, and that one was told.
    const isMine =
      !all && !ended && !days && rows.every(({ ownerId, staffId }) => ownerId === asker.id && staffId === asker.id)
    return {
      headline: days
        ? `${counted(rows.length, 'signal')} found in those days`
        : headlineOf(rows.length, { ended: ended ?? false, mine: !all }),
      ...(rows.length > 0 && {
        table: {
          columns: [
            { key: 'signal', label: 'Signal', type: 'record' },
            ...(isMine ? [] : [{ key: 'owner', label: 'Owner', type: 'text' } as const]),
            { key: 'found', label: 'Found', type: 'date' },
            ...(isMine
              ? []
              : [{ key: 'state', label: ended || days ? 'What became of it' : 'Told', type: 'text' } as const]),
          ],
          rows: rows.map((row) => ({
            signal: { ref: row.ref, title: row.headline },
            owner: row.ownerName ?? 'nobody',
            found: { at: row.foundAt },
            state: stateOf(row),
          })),
        },
      }),
      actions: rows
        .filter(({ settledAt }) => settledAt === null)
        .slice(0, BUTTONS)
        .map(showing),
      data: { signals: rows.map(signalData) },
    }
  },
})

/** What became of it, or to whom it was told. */
const stateOf = ({ settledAt, outcome, state, staffName }: SignalRow): string =>
  settledAt !== null ? (outcome ?? state) : state === 'shown' ? (staffName ?? '') : 'not yet'

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
