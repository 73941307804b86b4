import { setLineAside, unmatchLine } from '../../../domain/banking/unmatch-line.js'
import { shortDate } from '../../../lib/dates.js'
import { defineCommand } from '../define-command.js'
import { optional, required, target } from '../params.js'

const unmatch = defineCommand({
  name: 'bank unmatch',
  summary: 'Open a bank line again; what its match recorded is taken back',
  example: 'bank unmatch LINE-12',
  params: {
    line: target('bank-line', 'Bank line'),
    date: optional('date', 'Taken back on', { hint: 'By default the day it was recorded on, while that is open' }),
  },
  needs: 'bank.write',
  risk: 'reversible',
  run: async ({ today }, { line, date }, tx) => {
    const { line: open, takenBackOn } = await unmatchLine(tx, line.id, { date, today })
    const days = takenBackOn.map((day) => shortDate(day))
    return {
      headline: `${open.ref} is open again`,
      text:
        days.length > 0
          ? `What its match had recorded is taken back, dated ${days.join(' and ')}.`
          : 'Nothing had been recorded for it, so the books stay as they are.',
      actions: [
        { label: 'Match…', do: { form: 'bank match', args: { line: open.ref } }, typed: `bank match ${open.ref}` },
      ],
      data: { line: open.ref, state: 'open', takenBackOn },
    }
  },
})

const aside = defineCommand({
  name: 'bank aside',
  summary: 'Set a bank line aside with the reason: nothing is recorded for it',
  example: 'bank aside LINE-12 reason:"Test transfer of the bank"',
  params: { line: target('bank-line', 'Bank line'), reason: required('text', 'Reason') },
  needs: 'bank.write',
  risk: 'reversible',
  run: async (_context, { line, reason }, tx) => {
    const set = await setLineAside(tx, line.id, reason)
    return {
      headline: `${set.ref} is set aside: ${reason}`,
      undo: { command: 'bank unmatch', args: { line }, versions: { [line.id]: set.version } },
      data: { line: set.ref, state: 'set_aside', reason },
    }
  },
})

export default [unmatch, aside]
