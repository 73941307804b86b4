import { FIELD_KINDS, typeInWords } from '../../../domain/crm/custom-field.js'
import { countFieldUses } from '../../../domain/crm/custom-field-store.js'
import { counted } from '../../../lib/counted.js'
import { defineCommand } from '../define-command.js'
import { optional } from '../params.js'

export default defineCommand({
  name: 'field list',
  summary: 'The fields that your company gave its records itself',
  example: 'field list company',
  params: { of: optional('choice', 'Of', { target: true, choices: FIELD_KINDS }) },
  needs: 'company.read',
  risk: 'read',
  bare: true,
  run: async (context, { of }) => {
    const fields = context.fields.filter(({ kind }) => of === undefined || kind === of)
    const uses = await context.read(countFieldUses)
    const table = {
      columns: [
        { key: 'field', label: 'Field', type: 'text' as const },
        { key: 'of', label: 'Of', type: 'text' as const },
        { key: 'typed', label: 'Typed', type: 'text' as const },
        { key: 'what', label: 'What', type: 'text' as const },
        { key: 'uses', label: 'Records', type: 'number' as const },
      ],
      rows: fields.map(({ kind, key, label, type, choices }) => ({
        field: label,
        of: kind,
        typed: `${key}:`,
        what: choices.length > 0 ? choices.join(', ') : typeInWords(type),
        uses: uses.get(`${kind} ${key}`) ?? 0,
      })),
    }
    return {
      headline:
        fields.length === 0
          ? 'There are no fields of your own yet'
          : counted(fields.length, 'field of your own', 'fields of your own'),
      ...(fields.length > 0 ? { table } : {}),
      actions: context.asker.may('admin')
        ? [{ label: 'New field…', do: { form: 'field new', args: {} }, typed: 'field new' }]
        : [],
      data: { fields: fields.map(({ kind, key, label, type, choices }) => ({ kind, key, label, type, choices })) },
    }
  },
})
