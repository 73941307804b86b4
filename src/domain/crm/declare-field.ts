import type { Tx } from '../../db/in-workspace.js'
import { conflict, refused } from '../../lib/errors.js'
import { nameKey } from '../../lib/name-key.js'
import { valid } from '../../lib/valid.js'
import { type CustomField, checkField, type FieldKind, MOST_FIELDS, type NewField } from './custom-field.js'
import {
  countChoiceUses,
  countFields,
  type FieldChange,
  findField,
  getField,
  insertField,
  saveField,
} from './custom-field-store.js'

/** Gives a kind of record one more field. A key that was used before comes back only as what it was. */
export async function declareField(tx: Tx, input: NewField): Promise<CustomField> {
  const { choices, ...field } = valid(checkField(input))
  const known = await findField(tx, field.kind, field.key)
  if (known && !known.archivedAt)
    throw conflict(`A ${field.kind} has the field ${known.label} (${known.key}:) already.`)
  if ((await countFields(tx, field.kind)) >= MOST_FIELDS)
    throw refused(
      `A ${field.kind} has ${MOST_FIELDS} fields of your own, and a form has room for no more. Remove one first: field remove`,
    )
  if (known && known.type !== field.type)
    throw refused(
      `${known.label} was a ${known.type} field before, and records keep such values. Give the new one another name.`,
    )
  if (known) return saveField(tx, known, { archivedAt: null, label: field.label, choices, hint: field.hint ?? null })
  await insertField(tx, { id: tx.newId(), archivedAt: null, ...field, choices, hint: field.hint ?? null })
  return getField(tx, field.kind, field.key)
}

/** Changes what a field is called, says of itself or lets one choose. A choice that records have stays. */
export async function changeField(
  tx: Tx,
  { kind, key }: { kind: FieldKind; key: string },
  change: Pick<FieldChange, 'label' | 'choices' | 'hint'>,
): Promise<{ before: CustomField; after: CustomField }> {
  const before = await inUse(tx, kind, key)
  const { label, choices } = valid(checkField({ ...before, hint: '', ...change } as NewField))
  const gone = before.choices.filter((choice) => !choices.some((each) => nameKey(each) === nameKey(choice)))
  for (const choice of gone) {
    const uses = await countChoiceUses(tx, before, choice)
    if (uses > 0)
      throw refused(
        `${uses} ${uses === 1 ? 'record has' : 'records have'} “${choice}” in ${before.label}; change those first.`,
      )
  }
  return {
    before,
    after: await saveField(tx, before, {
      ...change,
      ...(change.label && { label }),
      ...(change.choices && { choices }),
    }),
  }
}

/** Takes a field out of forms, cards and lists. Values that records have stay with them, and come back with the field. */
export async function removeField(tx: Tx, kind: FieldKind, key: string): Promise<CustomField> {
  return saveField(tx, await inUse(tx, kind, key), { archivedAt: tx.now })
}

async function inUse(tx: Tx, kind: FieldKind, key: string): Promise<CustomField> {
  const field = await getField(tx, kind, key)
  if (field.archivedAt) throw refused(`${field.label} was removed. \`field new\` with the same name brings it back.`)
  return field
}
