import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { ROOT } from '../../support/places.js'

export type Document = { file: string; text: string }

const ENDS_A_LINE = /\s{2,}.*$/
/** As a shell has it. */
const GOES_ON = / *\\\n\s*/g

/** Every document for people: those at the root, and all below docs/. */
export function documents(): Document[] {
  const below = readdirSync(path.join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  const files = [...readdirSync(ROOT), ...below.map((file) => path.join('docs', file))]
  return files
    .filter((file) => file.endsWith('.md'))
    .toSorted()
    .map((file) => ({ file, text: readFileSync(path.join(ROOT, file), 'utf8') }))
}

/** What a document shows to be typed: code in a sentence, and the lines of its plain blocks without what is said beside them. */
export function typedIn({ text }: Document): string[] {
  const blocks = [...text.matchAll(/^ *```([a-z]*)\n(.*?)^ *```/gms)]
  const lines = blocks
    .filter(([, language]) => language === '')
    .flatMap(([, , code = '']) =>
      code
        .replace(GOES_ON, ' ')
        .split('\n')
        .map((line) => line.trim().replace(ENDS_A_LINE, '')),
    )
  const prose = blocks.reduce((rest, [block]) => rest.replace(block, ''), text)
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
  return [...lines, ...spans].filter((line) => line !== '')
}
