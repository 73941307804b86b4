import { removeField } from '../../../domain/crm/declare-field.js'
import { defineCommand } from '../define-command.js'
import { fieldParam, readField } from './field-params.js'

export default defineCommand({
  name: 'field remove',
  summary: 'Take a field of your own out of forms, cards and lists; what records have of it is kept',
  example: 'field remove "company segment"',
  params: { field: fieldParam },
  needs: 'admin',
  risk: 'reversible',
  run: async (_context, { field: typed }, tx) => {
    const { kind, key } = readField(typed)
    const field = await removeField(tx, kind, key)
    return {
      headline: `The field ${field.label} of every ${kind} is gone`,
      text: 'What records have of it is kept, and comes back with it.',
      undo: {
        command: 'field new',
        args: {
          label: field.label,
          of: kind,
          type: field.type,
          ...(field.choices.length > 0 && { choices: field.choices.join(', ') }),
          ...(field.hint && { hint: field.hint }),
        },
        versions: { [`custom_field:${field.id}`]: field.version },
      },
      data: { kind, key },
    }
  },
})
