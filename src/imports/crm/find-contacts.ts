import type { Tx } from '../../db/in-workspace.js'
import { readAddress } from '../../domain/crm/contact.js'
import { listAddressHolders, listContactsNamed } from '../../domain/crm/contact-set-store.js'
import { findImportKeys } from '../../domain/crm/import-key-store.js'
import { nameKey } from '../../lib/name-key.js'
import { type ImportContext, RowFault, type Values } from '../define-import.js'
import { idKey } from './keys.js'
import { UnknownName } from './near-names.js'

/** The contact that a row of a deal names, by id, address or name; who works elsewhere is nobody's contact here. Throws `RowFault`. */
export type ContactFinder = (values: Values, companyId: string) => string | null

export async function contactFinder(tx: Tx, rows: readonly Values[], context: ImportContext): Promise<ContactFinder> {
  const texts = rows.flatMap(({ contact, contactemail }) =>
    [contact, contactemail].filter((text) => text !== undefined),
  )
  const addresses = await listAddressHolders(
    tx,
    texts.flatMap((text) => keyOf(text) ?? []),
  )
  const named = await listContactsNamed(
    tx,
    texts.map((text) => nameKey(text)),
  )
  const ids = rows.flatMap(({ contactid }) => (contactid === undefined ? [] : idKey(firstOf(contactid))))
  const keys = await findImportKeys(tx, { kind: 'contact', source: context.source ?? 'file' }, ids)
  const places = new Map(
    [
      ...named,
      ...(await placesOf(
        tx,
        [...keys.values()].map(({ recordId }) => recordId),
      )),
    ].map((each) => [each.id, each.companyId]),
  )
  for (const { id, companyId } of addresses) places.set(id, companyId)

  return ({ contact, contactemail, contactid }, companyId) => {
    const text = contactemail ?? contact
    const byId = contactid === undefined ? undefined : keys.get(idKey(firstOf(contactid)))?.recordId
    const byAddress = text === undefined ? undefined : addresses.find(({ key }) => key === keyOf(text))?.id
    const here = named.filter(
      (each) => each.nameKey === nameKey(contact ?? '') && (each.companyId ?? companyId) === companyId,
    )
    const found = byId ?? byAddress ?? (here.length === 1 ? here[0]?.id : undefined)
    if (found !== undefined) {
      const place = places.get(found) ?? null
      if (place !== null && place !== companyId)
        throw new RowFault('contact', text ?? contactid ?? null, 'This contact belongs to another company.')
      return found
    }
    if (here.length > 1)
      throw new RowFault('contact', contact ?? null, 'Several contacts there are called that. Give an address instead.')
    if (named.some((each) => each.nameKey === nameKey(contact ?? '')))
      throw new RowFault('contact', contact ?? null, 'This contact belongs to another company.')
    if (text !== undefined) throw new UnknownName('contact', 'contact', text)
    return null
  }
}

const firstOf = (text: string): string => text.split(';')[0]?.trim() ?? ''

function keyOf(text: string): string | null {
  const read = readAddress(text)
  return read.ok ? read.value.key : null
}

async function placesOf(tx: Tx, ids: readonly string[]): Promise<{ id: string; companyId: string | null }[]> {
  const where = { workspaceId: tx.scope.workspaceId, id: { in: [...ids] } }
  return tx.prisma.contact.findMany({ where, select: { id: true, companyId: true } })
}
