import { readFile } from 'node:fs/promises'
import type { TFontDictionary } from 'pdfmake/interfaces.js'
import { type CjkFamily, familiesFor, hasCjk } from './script.js'
import { readSlices, type Slice } from './slices.js'

/** Which font each letter of a text is set in; null: in the document's own. */
export type FontOf = (letter: string, text: string) => string | null

/** The fonts of one document, and their files in memory. */
export type CjkFonts = { fonts: TFontDictionary; files: ReadonlyMap<string, Buffer>; fontOf: FontOf }

type SliceOf = (codePoint: number) => Slice | null

const WEIGHTS = { normal: 400, bold: 700 } as const

/**
 * Fonts with just those letters of a document's texts that our own font lacks. Each slice is cut down to them and set at two
 * weights, so that a document grows by a few kilobytes.
 */
export async function cjkFonts(texts: readonly string[]): Promise<CjkFonts> {
  const slicesOf = {} as Record<CjkFamily, SliceOf>
  for (const family of ['sc', 'jp', 'kr'] as const) slicesOf[family] = await readSlices(family)
  const sliceFor = chooseSlices(texts.join(' '), slicesOf)
  const wanted = new Map<string, { slice: Slice; letters: Set<string> }>()
  for (const text of texts)
    for (const letter of text) {
      const slice = sliceFor(letter, text)
      if (!slice) continue
      const { letters } = wanted.get(nameOf(slice)) ?? { letters: new Set() }
      wanted.set(nameOf(slice), { slice, letters: letters.add(letter) })
    }
  const { fonts, files } = await cut(wanted)
  const fontOf: FontOf = (letter, text) => {
    const slice = sliceFor(letter, text)
    const name = slice && nameOf(slice)
    return name && name in fonts ? name : null
  }
  return { fonts, files, fontOf }
}

/** A text is set in one family where that has all of it, so that a name looks like one; else letter by letter in the first that has it. */
function chooseSlices(document: string, slicesOf: Readonly<Record<CjkFamily, SliceOf>>) {
  const chosen = new Map<string, readonly CjkFamily[]>()
  const choose = (text: string): readonly CjkFamily[] => {
    const families = familiesFor(text, document)
    const letters = [...text].filter(hasCjk)
    const whole = families.find((family) => letters.every((letter) => slicesOf[family](letter.codePointAt(0) ?? 0)))
    return whole ? [whole] : families
  }
  return (letter: string, text: string): Slice | null => {
    if (!hasCjk(letter)) return null
    const families = chosen.get(text) ?? choose(text)
    chosen.set(text, families)
    for (const family of families) {
      const slice = slicesOf[family](letter.codePointAt(0) ?? 0)
      if (slice) return slice
    }
    return null
  }
}

async function cut(
  wanted: ReadonlyMap<string, { slice: Slice; letters: ReadonlySet<string> }>,
): Promise<{ fonts: TFontDictionary; files: Map<string, Buffer> }> {
  const fonts: TFontDictionary = {}
  const files = new Map<string, Buffer>()
  const { default: subsetFont } = await import('subset-font')
  for (const [name, { slice, letters }] of wanted) {
    const source = await readFile(slice.file)
    const [normal, bold] = [`${name} normal`, `${name} bold`]
    for (const [file, wght] of [
      [normal, WEIGHTS.normal],
      [bold, WEIGHTS.bold],
    ] as const)
      files.set(
        file,
        await subsetFont(source, [...letters].join(''), { targetFormat: 'truetype', variationAxes: { wght } }),
      )
    if (hasLetters(files.get(normal))) fonts[name] = { normal, bold, italics: normal, bolditalics: bold }
  }
  return { fonts, files }
}

/** Whether anything is left of a font: its list of letters (the table `cmap` of OpenType) has an entry. */
function hasLetters(font: Buffer = Buffer.alloc(0)): boolean {
  const tables = font.length > 12 ? font.readUInt16BE(4) : 0
  for (let at = 12; at < 12 + tables * 16; at += 16)
    if (font.toString('latin1', at, at + 4) === 'cmap') return font.readUInt16BE(font.readUInt32BE(at + 8) + 2) > 0
  return false
}

const nameOf = ({ family, name }: Slice): string => `Noto Sans ${family} ${name}`
