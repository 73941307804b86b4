import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { nameFromAddress } from '../../domain/crm/contact.js'
import { findImportKeys } from '../../domain/crm/import-key-store.js'
import { addStaff } from '../../domain/people/add-staff.js'
import { FIRST_ROLE } from '../../domain/people/invite-staff.js'
import { nameKey } from '../../lib/name-key.js'
import { type ImportContext, RowFault } from '../define-import.js'
import { idKey } from './keys.js'
import { UnknownName } from './near-names.js'

type Person = { id: string; email: string; nameKey: string; active: boolean }

/** Finds colleagues by address, by name or by what the source calls them. Throws `RowFault`. */
export type PeopleFinder = (text: string, field: string) => Promise<string>

/**
 * For one chunk. Who has left is found as well: what they owned is history. With `--create staff` somebody who isn't there is added by
 * their address, to do what everybody may.
 */
export async function peopleFinder(
  tx: Tx,
  texts: readonly (string | undefined)[],
  context: ImportContext,
): Promise<PeopleFinder> {
  const { sql, scope } = sqlInTx(tx)
  const people = await sql<Person[]>`
    select id::text, email, name_key as "nameKey", active from staff where workspace_id = ${scope.workspaceId}::uuid`
  const keys = [...new Set(texts.flatMap((text) => (text === undefined ? [] : idKey(text))))]
  const known = await findImportKeys(tx, { kind: 'staff', source: context.source ?? 'file' }, keys)
  return async (text, field) => {
    const own = known.get(idKey(text))
    if (own) return own.recordId
    const email = (/<([^<>]+@[^<>]+)>/.exec(text)?.[1] ?? text).trim().toLowerCase()
    const byEmail = people.find((person) => person.email === email)
    if (byEmail) return byEmail.id
    const named = people.filter((person) => person.nameKey === nameKey(text))
    const [one, other] = named.some(({ active }) => active) ? named.filter(({ active }) => active) : named
    if (other) throw new RowFault(field, text, 'Several colleagues are called that. Give their address instead.')
    if (one) return one.id
    if (!context.create.has('staff') || !email.includes('@')) throw new UnknownName('staff', field, text)
    const id = await addStaff(tx, { email, name: nameFromAddress(email), roles: [FIRST_ROLE] })
    people.push({ id, email, nameKey: nameKey(nameFromAddress(email)), active: true })
    return id
  }
}
