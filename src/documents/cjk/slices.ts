import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import type { CjkFamily } from './script.js'

/** A part of a family: a font file with some hundreds of its letters. */
export type Slice = { family: CjkFamily; name: string; file: string }

const require = createRequire(import.meta.url)

const PLACES: Record<CjkFamily, () => string> = {
  sc: () => require.resolve('@fontsource-variable/noto-sans-sc/package.json'),
  jp: () => require.resolve('@fontsource-variable/noto-sans-jp/package.json'),
  kr: () => require.resolve('@fontsource-variable/noto-sans-kr/package.json'),
}

/**
 * Which file of a family has a letter. Noto Sans (SIL OFL 1.1) comes in slices by how often letters stand together, with a list of
 * their code points; a document needs few of them.
 */
export async function readSlices(family: CjkFamily): Promise<(codePoint: number) => Slice | null> {
  const directory = path.dirname(PLACES[family]())
  const listed = z
    .record(z.string(), z.string())
    .parse(JSON.parse(await readFile(path.join(directory, 'unicode.json'), 'utf8')))
  const ranges = Object.entries(listed).flatMap(([key, text]) => rangesIn(text).map((range) => ({ key, ...range })))
  return (codePoint) => {
    const found = ranges.find(({ first, last }) => codePoint >= first && codePoint <= last)
    if (!found) return null
    const name = found.key.replace(/[[\]]/g, '')
    return { family, name, file: path.join(directory, 'files', `noto-sans-${family}-${name}-wght-normal.woff2`) }
  }
}

/** `U+1f1e9-1f1f5,U+fee3`: as in a style sheet. */
const rangesIn = (text: string): { first: number; last: number }[] =>
  text.split(',').map((range) => {
    const [first = '', last = first] = range.trim().replace(/^U\+/i, '').split('-')
    return { first: Number.parseInt(first, 16), last: Number.parseInt(last, 16) }
  })
