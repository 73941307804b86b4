import { caught } from './dispatch.js'
import type { FormOption } from './form.js'
import { lookupFor } from './look-up.js'
import type { Deps, Who } from './request.js'
import { nameOf, resolveRecord } from './resolve-record.js'
import { withSession } from './session.js'

const REFERENCE = /\b[A-Z]{2,}-[0-9][0-9-]*\b/g
const ADDRESS = /[^\s<>|,;:"()]+@[^\s<>|,;:"()]+\.[a-z]{2,}/gi
const MOST = 5

/** The records that a text names for certain: by reference (a link to a page has one), a contact by address. */
export async function suggestRecords(deps: Deps, who: Who, text: string): Promise<readonly FormOption[]> {
  const words = [...new Set([...(text.match(REFERENCE) ?? []), ...(text.match(ADDRESS) ?? [])])].slice(0, MOST * 2)
  const kind = deps.catalog.kinds.get('subject')
  if (words.length === 0 || !kind) return []
  const found = await caught(deps, who, () =>
    withSession(deps, who, async ({ context: { asker } }, read): Promise<readonly FormOption[]> => {
      const looked = words.map(async (word) => {
        const resolved = await resolveRecord(kind, lookupFor(kind, { read, asker, args: {} }), word, { mayPick: false })
        return resolved.found === 'one' ? [{ value: resolved.record.id, label: nameOf(resolved.record) }] : []
      })
      return (await Promise.all(looked)).flat().slice(0, MOST)
    }),
  )
  return 'reply' in found ? [] : found
}
