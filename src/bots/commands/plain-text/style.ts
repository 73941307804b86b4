import { stripVTControlCharacters } from 'node:util'

/** Paints text, or leaves it as it is where there are no colours. */
export type Style = Record<'bold' | 'dim' | 'red' | 'green' | 'italic', (text: string) => string>

const CODES: Record<keyof Style, [on: number, off: number]> = {
  bold: [1, 22],
  dim: [2, 22],
  italic: [3, 23],
  red: [31, 39],
  green: [32, 39],
}

/** `colour` is the caller's to decide: a terminal, and no NO_COLOR (https://no-color.org). */
export function makeStyle(colour: boolean): Style {
  const paint = (name: keyof Style) => (text: string) =>
    colour && text !== '' ? `\u001b[${CODES[name][0]}m${text}\u001b[${CODES[name][1]}m` : text
  return { bold: paint('bold'), dim: paint('dim'), red: paint('red'), green: paint('green'), italic: paint('italic') }
}

/** Nothing of a record may steer the terminal: control characters, escape sequences and bidirectional overrides go. */
export const harmless = (text: string): string =>
  stripVTControlCharacters(text).replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]+/gu, ' ')

/** Columns that a text takes: wide characters two, combining ones none. */
export function widthOf(text: string): number {
  let width = 0
  for (const letter of stripVTControlCharacters(text))
    width += /\p{M}|\p{Cf}/u.test(letter) ? 0 : WIDE.test(letter) ? 2 : 1
  return width
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u

export const padTo = (text: string, width: number, right: boolean): string => {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)))
  return right ? space + text : text + space
}

/** Cuts to a width, with an ellipsis where something is missing. */
export function cutTo(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let cut = ''
  for (const letter of text) {
    if (widthOf(cut) + widthOf(letter) > width - 1) break
    cut += letter
  }
  return `${cut}…`
}

/** Our own marks in texts: `*bold*`, `_italic_`, `` `code` ``. */
export const marked = (text: string, style: Style): string =>
  text
    .replace(/(?<![\w*])\*([^*\n]+)\*(?![\w*])/g, (_, words: string) => style.bold(words))
    .replace(/(?<!\w)_([^_\n]+)_(?!\w)/g, (_, words: string) => style.italic(words))
    .replace(/`([^`\n]+)`/g, (_, words: string) => style.bold(words))

/** Breaks at spaces, and a word that is wider than the column within itself. */
export function wrapTo(text: string, width: number): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ').flatMap((each) => pieces(each, width))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (widthOf(longer) <= width) line = longer
    else {
      lines.push(line)
      line = word
    }
  }
  return [...lines, line]
}

function pieces(word: string, width: number): string[] {
  if (width < 2 || widthOf(word) <= width) return [word]
  const found: string[] = []
  let piece = ''
  for (const letter of word) {
    if (widthOf(piece) + widthOf(letter) > width) {
      found.push(piece)
      piece = ''
    }
    piece += letter
  }
  return [...found, piece]
}
