import type { XmlElement } from './read-xml.js'

/** The first element down a path of names (`find(entry, 'BookgDt/Dt')`), each the first of its name. */
export function find(from: XmlElement | undefined, path: string): XmlElement | undefined {
  let at = from
  for (const name of path.split('/')) at = at?.children.find((child) => child.name === name)
  return at
}

export const findAll = (from: XmlElement | undefined, name: string): readonly XmlElement[] =>
  from?.children.filter((child) => child.name === name) ?? []

/** The text at the first of these paths that has any. */
export function textAt(from: XmlElement | undefined, ...paths: readonly string[]): string | null {
  for (const path of paths) {
    const text = find(from, path)?.text
    if (text) return text
  }
  return null
}
