import type { FontOf } from './cjk-fonts.js'

/** A part of a text in one font; without one in the document's own. */
type Run = { text: string; font?: string }

type Node = string | number | boolean | null | undefined | Node[] | { [key: string]: unknown }

/** Where the words of a node of pdfmake stand, or further nodes. Everything else (looks, ids, pictures) is left as it is. */
const NODES = ['text', 'stack', 'columns', 'ul', 'ol', 'body', 'table']

/** A text as runs of one font each; null where all of it is in the document's own. */
function runsOf(text: string, fontOf: FontOf): Run[] | null {
  const runs: Run[] = []
  for (const letter of text) {
    const font = fontOf(letter, text)
    const last = runs.at(-1)
    if (last && (last.font ?? null) === font) last.text += letter
    else runs.push(font === null ? { text: letter } : { text: letter, font })
  }
  return runs.some(({ font }) => font !== undefined) ? runs : null
}

/** A node of a document definition in which every text is set in fonts that have its letters. */
export function setRuns<T>(node: T, fontOf: FontOf): T {
  return setNode(node as Node, fontOf) as T
}

function setNode(node: Node, fontOf: FontOf): unknown {
  const set = (text: string) => runsOf(text, fontOf)
  return eachText(
    node,
    (text) => {
      const runs = set(text)
      return runs ? { text: runs } : text
    },
    (text) => set(text) ?? text,
  )
}

/** A node with each text of it changed: one that stands alone, and one that a node has as its `text`. */
function eachText(node: Node, alone: (text: string) => unknown, within: (text: string) => unknown): unknown {
  if (typeof node === 'string') return alone(node)
  if (Array.isArray(node)) return node.map((each) => eachText(each, alone, within))
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'text' && typeof value === 'string'
        ? within(value)
        : NODES.includes(key)
          ? eachText(value as Node, alone, within)
          : value,
    ]),
  )
}

/** A node of a document definition with every text changed by `change`. */
export const mapTexts = <T>(node: T, change: (text: string) => string): T => eachText(node as Node, change, change) as T

/** All texts of a node, one by one, for the letters in them. */
export function textsIn(node: unknown): string[] {
  if (typeof node === 'string') return [node]
  if (Array.isArray(node)) return node.flatMap(textsIn)
  if (typeof node !== 'object' || node === null) return []
  return Object.entries(node)
    .filter(([key]) => NODES.includes(key))
    .flatMap(([, value]) => textsIn(value))
}
