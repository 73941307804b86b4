import { FIELD_KINDS, FIELD_TYPES, type FieldKind, type FieldType } from '../../../domain/crm/custom-field.js'
import { invalid } from '../../../lib/errors.js'
import { required } from '../params.js'

/** `company renewal-date`: whose field, and which. */
export const fieldParam = required('text', 'Field', { target: true, hint: 'company renewal-date' })

/** What was typed of a field, in two parts. Throws `invalid` where it is not that. */
export function readField(text: string): { kind: FieldKind; key: string } {
  const [, noun, key] = /^(\S+?)s?[\s.:]+(\S+?):?$/.exec(text.trim().toLowerCase()) ?? []
  const kind = FIELD_KINDS.find((each) => each === noun || (noun === 'companie' && each === 'company'))
  if (!kind || !key) throw invalid('Say whose field and which: company renewal-date. `field list` shows what there is.')
  return { kind, key }
}

export const kindOf = (choice: string): FieldKind => FIELD_KINDS.find((each) => each === choice) ?? 'company'
export const typeOf = (choice: string): FieldType => FIELD_TYPES.find((each) => each === choice) ?? 'text'

export const readChoices = (text: string): string[] =>
  text
    .split(/[,;\n]/)
    .map((choice) => choice.trim())
    .filter(Boolean)
