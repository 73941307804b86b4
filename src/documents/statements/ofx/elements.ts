import { no, ok, type Result } from '../../../lib/result.js'

/** An OFX element. Leaves have a value, aggregates have children. */
export type OfxElement = { name: string; value: string; children: OfxElement[] }

/** OFX aggregates nest less than ten deep; empty leaves that nobody closes nest once each. */
const MOST_DEPTH = 200

/**
 * Reads both writings of OFX: SGML, where a leaf ends with the next tag, and XML, where it is closed. A closing tag ends the nearest
 * element of its name; what was opened since and never closed were empty leaves, and what stands in them belongs to their parent.
 */
export function readElements(text: string): Result<OfxElement> {
  const root: OfxElement = { name: '', value: '', children: [] }
  const open: OfxElement[] = [root]
  if (/<!DOCTYPE/i.test(text)) return no('It has a DOCTYPE, which is not read for safety')
  for (const [, slash, name = '', raw = ''] of text.matchAll(/<(\/?)([A-Za-z0-9._]+)\s*\/?>([^<]*)/g)) {
    const key = name.toUpperCase()
    if (slash) close(open, key)
    else {
      const element: OfxElement = { name: key, value: plain(raw), children: [] }
      open.at(-1)?.children.push(element)
      if (element.value === '') open.push(element)
    }
    if (open.length > MOST_DEPTH) return no(`It nests deeper than ${MOST_DEPTH} elements: some are never closed`)
  }
  return ok(root)
}

/** A leaf with a value is not open any more, so its own closing tag finds nothing to close. */
function close(open: OfxElement[], name: string): void {
  const depth = open.findLastIndex((element) => element.name === name)
  if (depth <= 0) return
  while (open.length > depth + 1) {
    const unclosed = open.pop()
    if (unclosed) open.at(-1)?.children.push(...unclosed.children.splice(0))
  }
  open.pop()
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ' }

const plain = (text: string): string => text.trim().replace(/&(#\d{1,6}|#x[0-9a-f]{1,5}|[a-z]{2,4});/gi, entity)

/** What an entity of XML or HTML stands for; one that nobody knows stays as it is written. */
function entity(whole: string, name: string): string {
  const key = name.toLowerCase()
  if (!key.startsWith('#')) return ENTITIES[key] ?? whole
  const code = key.startsWith('#x') ? Number.parseInt(key.slice(2), 16) : Number(key.slice(1))
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
}

export const allOf = (from: OfxElement | undefined, name: string): OfxElement[] =>
  from?.children.filter((child) => child.name === name) ?? []

export function at(from: OfxElement | undefined, ...path: readonly string[]): OfxElement | undefined {
  let found = from
  for (const name of path) found = found?.children.find((child) => child.name === name)
  return found
}

/** The value down a path; null where there is none. */
export const valueAt = (from: OfxElement | undefined, ...path: readonly string[]): string | null =>
  at(from, ...path)?.value || null
