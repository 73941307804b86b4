import { SaxesParser } from 'saxes'
import { no, ok, type Result } from '../../lib/result.js'

/** An element: its name without a prefix, its attributes, its own text (trimmed), and its children in order. */
export type XmlElement = {
  name: string
  namespace: string
  attributes: Readonly<Record<string, string>>
  text: string
  children: readonly XmlElement[]
}

type Growing = Omit<XmlElement, 'children' | 'text'> & { text: string; children: Growing[] }

/** No schema of ours nests half as deep; a document that does is made to exhaust whoever reads it. */
const MOST_DEPTH = 64
/** A statement line takes some sixty elements: a hundred thousand lines fit. */
const MOST_ELEMENTS = 8_000_000

/**
 * Reads a document into a tree. A DOCTYPE is refused: without one no entity can be defined, so nothing expands and nothing is
 * fetched. What isn't well-formed, or has more than `mostElements`, is refused with its line.
 */
export function readXml(text: string, mostElements = MOST_ELEMENTS): Result<XmlElement> {
  const parser = new SaxesParser({ xmlns: true, position: true })
  const root: Growing = { name: '', namespace: '', attributes: {}, text: '', children: [] }
  const open: Growing[] = [root]
  let elements = 0
  let problem: string | null = null
  const fail = (said: string): void => {
    problem ??= `${said} (line ${parser.line})`
  }
  parser.on('error', (error) => fail(`It is not well-formed XML: ${error.message.replace(/^[^:]*:\d+:\d+: /, '')}`))
  parser.on('doctype', () => fail('It has a DOCTYPE, which is not read for safety'))
  parser.on('opentag', ({ local, uri, attributes }) => {
    elements += 1
    if (elements > mostElements) fail(`It has more than ${mostElements} elements`)
    if (open.length > MOST_DEPTH) fail(`It nests deeper than ${MOST_DEPTH} elements`)
    const named = Object.values(attributes).map(({ local: key, value }) => [key, value] as const)
    const element: Growing = {
      name: local,
      namespace: uri,
      attributes: Object.fromEntries(named),
      text: '',
      children: [],
    }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  const addText = (piece: string): void => {
    const inside = open.at(-1)
    if (inside) inside.text += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('closetag', () => {
    const closed = open.pop()
    if (closed) closed.text = closed.text.trim()
  })
  for (const piece of pieces(text)) {
    parser.write(piece)
    if (problem !== null) return no(problem)
  }
  parser.close()
  if (problem !== null) return no(problem)
  const [document] = root.children
  return document ? ok(document) : no('It is empty')
}

/** In pieces, so that a document which breaks a limit is left at once and not read to its end. */
function* pieces(text: string): Generator<string> {
  const size = 64 * 1024
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}
