import type { HeaderLines } from 'mailparser'

/** RFC 5322 §2.2: printable ASCII without the colon. An mbox line (`From ada Mon …`) is none. */
const FIELD_NAME = /^([\x21-\x39\x3b-\x7e]+):/

export type HeaderBlock = { lines: HeaderLines; bodyAt: number }

/**
 * The headers that begin at `from` in a mail that was read as latin1 (RFC 5322 §2.2), folded as they came, and where the
 * body begins. Null when they are not ordinary: no empty line ends them before `to`, or a line is no header.
 */
export function readHeaderBlock(text: string, from: number, to: number): HeaderBlock | null {
  const lines: { key: string; line: string }[] = []
  let at = from
  while (at < to) {
    const end = lineEnd(text, at, to)
    if (end === null) return null
    if (isEmptyLine(text, at)) return { lines, bodyAt: end }
    const line = text.slice(at, text[end - 2] === '\r' ? end - 2 : end - 1)
    if (line[0] === ' ' || line[0] === '\t') {
      const open = lines.at(-1)
      if (open === undefined) return null
      open.line += `\r\n${line}`
    } else {
      const name = FIELD_NAME.exec(line)?.[1]
      if (name === undefined) return null
      lines.push({ key: name.toLowerCase(), line })
    }
    at = end
  }
  return null
}

function lineEnd(text: string, at: number, to: number): number | null {
  const newline = text.indexOf('\n', at)
  return newline < 0 || newline >= to ? null : newline + 1
}

const isEmptyLine = (text: string, at: number): boolean =>
  text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n')

/** A header's first value, unfolded, its bytes read as UTF-8 (RFC 6532); empty when there is none. */
export function headerValue({ lines }: HeaderBlock, key: string): string {
  const found = lines.find((each) => each.key === key)
  return found === undefined ? '' : valueOf(found.line)
}

export const headerValues = ({ lines }: HeaderBlock, key: string): string[] =>
  lines.filter((each) => each.key === key).map(({ line }) => valueOf(line))

function valueOf(line: string): string {
  const value = line
    .slice(line.indexOf(':') + 1)
    .replace(/(?:\r?\n|\r)[ \t]*/g, ' ')
    .trim()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: plain ASCII needs no decoding
  return /^[\0-\x7f]*$/.test(value) ? value : Buffer.from(value, 'latin1').toString()
}
