import type { Tx } from '../../../db/in-workspace.js'
import { listRules, type RuleState, saveRuleState } from '../../../domain/banking/rule-store.js'
import { counted } from '../../../lib/counted.js'
import { notFound } from '../../../lib/errors.js'
import { type CommandContext, type Done, defineCommand } from '../define-command.js'
import { type RecordRef, target } from '../params.js'

const list = defineCommand({
  name: 'bank rules',
  summary: 'What was learnt of bank lines: it proposes, until a controller lets it apply',
  example: 'bank rules',
  params: {},
  needs: 'bank.read',
  risk: 'read',
  run: async ({ read, asker }) => {
    const rules = await read((lane) => listRules(lane))
    return {
      headline: rules.length === 0 ? 'Nothing was learnt of bank lines yet' : counted(rules.length, 'bank rule'),
      table: {
        columns: [
          { key: 'rule', label: 'Rule', type: 'text' },
          { key: 'lines', label: 'Lines', type: 'text' },
          { key: 'account', label: 'Posted to', type: 'text' },
          { key: 'tax', label: 'Tax', type: 'text' },
          { key: 'chosen', label: 'Chosen', type: 'number' },
          { key: 'state', label: 'State', type: 'text' },
        ],
        rows: rules.map((rule) => ({
          rule: rule.ref,
          lines: `${rule.direction === 'in' ? 'from' : 'to'} ${rule.counterpartyAccount ?? rule.words}`,
          account: `${rule.code} ${rule.account}`,
          tax: rule.taxCode,
          chosen: rule.chosen,
          state: rule.state === 'applies' ? 'applies by itself' : rule.chosen < 2 ? 'noted once' : 'proposes',
        })),
      },
      actions: rules
        .filter(({ state, chosen }) => asker.may('bank.rules') && state === 'proposes' && chosen >= 2)
        .slice(0, 5)
        .map(({ ref }) => ({
          label: `Let ${ref} apply`,
          do: { command: 'bank promote', args: { rule: ref } },
          typed: `bank promote ${ref}`,
        })),
      data: rules,
    }
  },
})

/** One change of state, and the way back to what it was. */
async function change({ read }: CommandContext, tx: Tx, rule: RecordRef, to: RuleState, said: string): Promise<Done> {
  const [was] = await read((lane) => listRules(lane, { ids: [rule.id] }))
  if (!was) throw notFound('There is no such rule.', { id: rule.id })
  await saveRuleState(tx, rule.id, to)
  const verbs: Record<RuleState, string> = { applies: 'promote', proposes: 'demote', removed: 'forget' }
  return {
    headline: said,
    changes: [{ label: 'State', before: was.state, after: to }],
    undo: {
      command: `bank ${verbs[was.state]}`,
      args: { rule },
      versions: { [`bank_rule:${rule.id}`]: was.version + (was.state === to ? 0 : 1) },
    },
    data: { rule: rule.ref, state: to },
  }
}

const params = { rule: target('bank-rule', 'Rule') }

const promote = defineCommand({
  name: 'bank promote',
  summary: 'Let a learnt rule post lines by itself',
  example: 'bank promote RULE-3',
  params,
  needs: 'bank.rules',
  risk: 'reversible',
  run: (context, { rule }, tx) =>
    change(context, tx, rule, 'applies', `${rule.ref} posts lines like these to ${rule.title} by itself from now on`),
})

const demote = defineCommand({
  name: 'bank demote',
  summary: 'Let a rule only propose again',
  example: 'bank demote RULE-3',
  params,
  needs: 'bank.rules',
  risk: 'reversible',
  run: (context, { rule }, tx) => change(context, tx, rule, 'proposes', `${rule.ref} only proposes`),
})

const forget = defineCommand({
  name: 'bank forget',
  summary: 'Remove a learnt rule',
  example: 'bank forget RULE-3',
  params,
  needs: 'bank.rules',
  risk: 'reversible',
  run: (context, { rule }, tx) => change(context, tx, rule, 'removed', `${rule.ref} is forgotten`),
})

export default [list, promote, demote, forget]
