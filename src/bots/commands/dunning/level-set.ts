import { setDunningLevel } from '../../../domain/billing/change-dunning.js'
import { TONES, type Tone } from '../../../domain/billing/dunning-ladder.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { changeParam, restoreRows, undoOf } from '../restore.js'
import { ladderTable } from './ladder-table.js'

const set = defineCommand({
  name: 'dunning level-set',
  summary: 'Change a step of the ladder of reminders, or add one at its end: its days, its name, its tone or own words',
  example: 'dunning level-set 2 after:10 tone:firm',
  params: {
    step: required('integer', 'Step', { target: true, hint: '1 is the first reminder' }),
    after: optional('integer', 'Days past due'),
    name: optional('text', 'Name', { hint: 'second reminder' }),
    tone: optional('choice', 'Tone', { choices: TONES }),
    opening: optional('text', 'First words', { multiline: true, hint: 'In place of those of the tone' }),
  },
  needs: 'invoice.send',
  risk: 'reversible',
  run: async (context, { step, after, name, tone, opening }, tx) => {
    const ladder = await setDunningLevel(tx, step, { afterDays: after, name, opening, tone: tone as Tone | undefined })
    const level = ladder.find(({ position }) => position === step)
    return {
      headline: `The ${level?.name ?? 'reminder'} goes out ${level?.afterDays ?? 0} days past due`,
      table: ladderTable(ladder),
      undo: undoOf(context, tx, 'dunning level-restore'),
      data: { levels: ladder },
    }
  },
})

const restore = defineCommand({
  name: 'dunning level-restore',
  summary: 'Take back a change of the ladder of reminders',
  example: 'dunning level-restore 7RSBRE4F@2026-11-26T10:00:00.000Z',
  params: { change: changeParam },
  needs: 'invoice.send',
  risk: 'reversible',
  hidden: true,
  run: async (_context, { change }, tx) => {
    const rows = await restoreRows(tx, change, ['dunning_level'])
    return { headline: 'The ladder is as before.', data: { levels: rows.length } }
  },
})

export default [set, restore]
