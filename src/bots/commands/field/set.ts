import { changeField } from '../../../domain/crm/declare-field.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { clearable, optional } from '../params.js'
import { fieldParam, readChoices, readField } from './field-params.js'

export default defineCommand({
  name: 'field set',
  summary: 'Change what a field of your own is called, says of itself or lets one choose; its type stays',
  example: 'field set "company segment" choices:"small, mid-market, enterprise, public"',
  params: {
    field: fieldParam,
    label: optional('text', 'Name'),
    choices: optional('text', 'Choices'),
    hint: clearable('text', 'Hint in forms'),
  },
  needs: 'admin',
  risk: 'reversible',
  run: async (_context, { field, label, choices, hint }, tx) => {
    const name = readField(field)
    if (!label && !choices && hint === undefined) throw invalid('Say what is to change: label:, choices: or hint:.')
    const { before, after } = await changeField(tx, name, {
      ...(label ? { label } : {}),
      ...(choices ? { choices: readChoices(choices) } : {}),
      ...(hint === undefined ? {} : { hint }),
    })
    const changes = [
      { label: 'Name', before: before.label, after: after.label },
      { label: 'Choices', before: before.choices.join(', ') || null, after: after.choices.join(', ') || null },
      { label: 'Hint', before: before.hint, after: after.hint },
    ].filter((change) => change.before !== change.after)
    return {
      headline: `The field ${after.label} of every ${after.kind} is changed`,
      changes,
      undo: {
        command: 'field set',
        args: {
          field: `${name.kind} ${name.key}`,
          label: before.label,
          ...(before.choices.length > 0 && { choices: before.choices.join(', ') }),
          hint: before.hint ?? 'none',
        },
        versions: { [`custom_field:${after.id}`]: after.version },
      },
      data: { kind: after.kind, key: after.key, label: after.label, choices: after.choices },
    }
  },
})
