import { blockTask } from '../../../domain/close/block-task.js'
import { BLOCKED_BY, type BlockedBy, type TaskBlock } from '../../../domain/close/task-block.js'
import { invalid } from '../../../lib/errors.js'
import { dateCell, moneyCell } from '../cells.js'
import { defineCommand } from '../define-command.js'
import { type ArgsOf, optional, required, target } from '../params.js'
import type { Change } from '../reply.js'
import { movedReply } from './moved-reply.js'

const params = {
  task: target('close-task', 'Task'),
  why: required('words', 'What it waits for', { multiline: true }),
  type: optional('choice', 'Kind', { choices: BLOCKED_BY, hint: 'By default other' }),
  who: optional('record', 'Colleague who must act', { record: 'staff' }),
  outside: optional('text', 'Or who else', { hint: 'A bank, a supplier, an authority' }),
  expected: optional('date', 'Expected'),
  risk: optional('amount', 'Amount at risk'),
}

export default defineCommand({
  name: 'close block',
  summary: 'Say what a close task waits for: what kind of thing, who must act, until when, how much hangs on it',
  example:
    'close block TASK-2610-1 The bank’s file has not come type:supplier outside:"Sparkasse" expected:friday risk:12k',
  params,
  needs: 'close.write',
  form: { title: 'What blocks it?', submit: 'Block' },
  risk: 'reversible',
  run: async (context, args, tx) => {
    const block = blockOf(args)
    const before = await blockTask(tx, args.task.id, context.asker.id, block)
    return movedReply(context, tx, args.task, {
      headline: 'is blocked',
      before: before.state,
      after: 'blocked',
      changes: blockChanges(args, block),
    })
  },
})

function blockOf({ why, type, who, outside, expected, risk }: ArgsOf<typeof params>): TaskBlock {
  if (who && outside) throw invalid('Say either which colleague must act, or who else.')
  return {
    type: (type ?? (who ? 'person' : 'other')) as BlockedBy,
    why: why.trim(),
    on: who ? { staffId: who.id } : outside ? { name: outside.trim() } : null,
    until: expected ?? null,
    atRisk: risk ?? null,
  }
}

function blockChanges({ who }: ArgsOf<typeof params>, { type, why, on, until, atRisk }: TaskBlock): Change[] {
  const outside = on && 'name' in on ? on.name : null
  const changes: Change[] = [
    { label: 'Waits for', before: null, after: why },
    { label: 'Kind', before: null, after: type },
    { label: 'Must act', before: null, after: who ? { person: who.title } : outside },
    { label: 'Expected', before: null, after: dateCell(until) },
    { label: 'At risk', before: null, after: moneyCell(atRisk) },
  ]
  return changes.filter(({ after }) => after !== null)
}
