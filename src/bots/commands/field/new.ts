import { FIELD_KINDS, FIELD_TYPES, typeInWords } from '../../../domain/crm/custom-field.js'
import { declareField } from '../../../domain/crm/declare-field.js'
import { defineCommand } from '../define-command.js'
import { optional, required } from '../params.js'
import { kindOf, readChoices, typeOf } from './field-params.js'

export default defineCommand({
  name: 'field new',
  summary: 'Give companies, contacts or deals a field of your own: in forms, on cards, in lists',
  example: 'field new Segment of:company type:choice choices:"small, mid-market, enterprise"',
  params: {
    label: required('text', 'Name', { target: true }),
    of: required('choice', 'Of', { choices: FIELD_KINDS }),
    type: required('choice', 'Type', { choices: FIELD_TYPES }),
    choices: optional('text', 'Choices', { hint: 'Of a choice: small, medium, large' }),
    hint: optional('text', 'Hint in forms'),
  },
  needs: 'admin',
  risk: 'reversible',
  run: async (_context, { label, of, type, choices, hint }, tx) => {
    const field = await declareField(tx, {
      label,
      kind: kindOf(of),
      type: typeOf(type),
      ...(choices ? { choices: readChoices(choices) } : {}),
      ...(hint ? { hint } : {}),
    })
    const name = `${field.kind} ${field.key}`
    return {
      headline: `Every ${field.kind} has the field ${field.label} now`,
      text: `It is ${typeInWords(field.type)}, typed \`${field.key}:\` in \`${field.kind} set\` and \`${field.kind} list\`, and in their forms.`,
      undo: {
        command: 'field remove',
        args: { field: name },
        versions: { [`custom_field:${field.id}`]: field.version },
      },
      data: { kind: field.kind, key: field.key, type: field.type },
    }
  },
})
