import { createRequire } from 'node:module'
import path from 'node:path'

/** DejaVu (Latin, Greek, Cyrillic, Arabic, Hebrew, Armenian, Georgian) ships with us: documents look the same on every machine. */
const directory = path.join(
  path.dirname(createRequire(import.meta.url).resolve('dejavu-fonts-ttf/package.json')),
  'ttf',
)

const file = (name: string): string => path.join(directory, `${name}.ttf`)

export const condensed = {
  normal: file('DejaVuSansCondensed'),
  bold: file('DejaVuSansCondensed-Bold'),
  italics: file('DejaVuSansCondensed-Oblique'),
  bolditalics: file('DejaVuSansCondensed-BoldOblique'),
}

/** For charts: resvg is given files, and asks no system. */
export const chartFonts = [file('DejaVuSans'), file('DejaVuSans-Bold')]
export const chartFamily = 'DejaVu Sans'
