import { invalid } from '../../lib/errors.js'
import { CAPABILITIES, type Capability, narrowings, partsOfGrant } from './capabilities.js'

/** All that a set of roles allows together, in order. */
export const grantsOf = (roles: readonly { capabilities: readonly string[] }[]): string[] =>
  [...new Set(roles.flatMap(({ capabilities }) => capabilities))].sort()

/** What is gained and lost from one set of grants to another, a line each: "May now: bill.approve – approve bills". */
export function difference(before: readonly string[], after: readonly string[]): string[] {
  const gained = after.filter((grant) => !before.includes(grant)).map((grant) => `May now: ${inWords(grant)}`)
  const lost = before.filter((grant) => !after.includes(grant)).map((grant) => `No longer: ${inWords(grant)}`)
  return [...gained, ...lost]
}

function inWords(grant: string): string {
  const { capability } = partsOfGrant(grant)
  const meaning = capability in CAPABILITIES ? CAPABILITIES[capability as Capability] : null
  return `${grant}${meaning ? ` – ${meaning}` : ''}`
}

/** "bill.approve:own, bill.read": grants as they are typed. Throws `invalid` for one that does not exist. */
export function readGrants(text: string): string[] {
  const typed = text
    .toLowerCase()
    .split(/[,\s]+/)
    .filter(Boolean)
  for (const grant of typed) checkGrant(grant)
  return typed
}

function checkGrant(grant: string): void {
  const { capability, narrowed } = partsOfGrant(grant)
  if (!Object.hasOwn(CAPABILITIES, capability) || grant.split(':').length > 2)
    throw invalid(`"${grant}" is nothing that a role allows. \`role list\` shows what there is.`)
  if (narrowed === null) return
  const ways = narrowings(capability)
  if (ways.some((way) => way === narrowed)) return
  if (ways.length === 0)
    throw invalid(
      `${capability} is for all records or for none, because nobody owns them: write it without :${narrowed}.`,
    )
  throw invalid(
    `${capability} can be held as ${ways.map((way) => `${capability}:${way}`).join(' or ')}, not as "${grant}".`,
  )
}

/** A role's grants with some more and some fewer. Throws `invalid` where nothing would change. */
export function changedGrants(
  grants: readonly string[],
  { add, remove }: { add: readonly string[]; remove: readonly string[] },
): string[] {
  const after = [...new Set([...grants, ...add])].filter((grant) => !remove.includes(grant))
  if (after.length === 0) throw invalid('A role that allows nothing is no role. Leave it at least `self`.')
  if (difference(grants, after).length === 0) throw invalid('The role is like that already: nothing would change.')
  return after
}
