import { readdirSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { forbiddenFor, PROTOCOL_FREE_PARTS, parts, ROOTS } from '../../../scripts/gate/import-directions.mjs'
import { ROOT } from '../../support/places.js'
import { type Finding, lintFiles } from './planted-copy.js'

/** Deeper than this the import directions are not watched (oxlint.config.mjs). */
const MAX_DEPTH = 4

const RESTRICTED = 'eslint(no-restricted-imports)'
const isFile = (part: string) => part.endsWith('.js')
const files = new Map<string, string>()

/** For each part the files that import each of these others: in the part itself, and in folders of it. */
const plantImports = (verb: string, othersOf: (part: string) => string[]) =>
  new Map(parts.map((part) => [part, othersOf(part).flatMap((other) => plantImport(part, verb, other))]))

const forbidden = plantImports('takes', forbiddenFor)
const allowed = plantImports('uses', (part) => parts.filter((other) => ![part, ...forbiddenFor(part)].includes(other)))

function plantImport(part: string, verb: string, other: string): string[] {
  if (isFile(part)) return [] // a file has no folders to plant in; config.ts gets its own below
  return ['', 'inner/', 'inner/most/'].map((folder) => {
    const file = `src/${part}/${folder}${verb}-${other.replaceAll(/\W/g, '-')}.ts`
    const target = isFile(other) ? `src/${other.replace('*', 'open-store')}` : `src/${other}/target.js`
    const way = path.relative(path.dirname(file), target)
    files.set(file, `import type { T } from '${way}'\nexport type U = T\n`)
    return file
  })
}

for (const part of [...parts, 'generated'])
  if (!isFile(part)) files.set(`src/${part}/target.ts`, 'export type T = string\n')
for (const root of ['main', 'cli'])
  files.set(`src/${root}.ts`, "import type { T } from './jobs/target.js'\nexport type U = T\n")
files.set('src/config.ts', "import type { T } from './db/target.js'\nexport type U = T\n")

const speakerOf = (part: string) =>
  isFile(part) ? `src/${part.replace('*.js', 'speaks.ts')}` : `src/${part}/speaks.ts`
for (const part of PROTOCOL_FREE_PARTS)
  files.set(speakerOf(part), "import { App } from '@slack/bolt'\nexport const app = App\n")

const single: [rule: string, file: string, text: string][] = [
  ['import(no-cycle)', 'src/lib/cycle-a.ts', "import type { B } from './cycle-b.js'\nexport type A = { b?: B }\n"],
  ['import(no-cycle)', 'src/lib/cycle-b.ts', "import type { A } from './cycle-a.js'\nexport type B = { a?: A }\n"],
  [
    'typescript(no-floating-promises)',
    'src/jobs/forgets.ts',
    'export function run(work: () => Promise<void>) {\n  work()\n}\n',
  ],
  [
    'typescript(no-misused-promises)',
    'src/jobs/misuses.ts',
    'export const run = (all: string[], save: (s: string) => Promise<void>) => all.forEach((s) => save(s))\n',
  ],
  ['node(no-process-env)', 'src/mail/reads-env.ts', "export const home = process.env['HOME']\n"],
  ['eslint(no-restricted-properties)', 'src/domain/crm/asks-time.ts', 'export const now = () => Date.now()\n'],
  ['typescript(no-explicit-any)', 'src/lib/any.ts', 'export const anything = (value: any) => typeof value\n'],
  [
    'eslint(max-lines)',
    'src/lib/long.ts',
    "export const a = 'a'\n".repeat(301).replace(/ a /g, (_, at: number) => ` a${at} `),
  ],
  [
    'eslint(max-lines-per-function)',
    'src/lib/whole-day.ts',
    `export function run(work: () => void) {\n${'  work()\n'.repeat(61)}}\n`,
  ],
  ['vitest(no-focused-tests)', 'tests/only.test.ts', "import { test } from 'vitest'\ntest.only('one', () => {})\n"],
  ['vitest(no-disabled-tests)', 'tests/skip.test.ts', "import { test } from 'vitest'\ntest.skip('one', () => {})\n"],
]
for (const [, file, text] of single) files.set(file, text)

let findings: Finding[]
beforeAll(async () => {
  findings = await lintFiles(files)
})

const caught = (file: string, rule: string) => findings.some((each) => each.filename === file && each.code === rule)

const folders = parts.filter((part) => !isFile(part))

test.each(folders)('%s imports nothing beside or above it', (part) => {
  expect(forbidden.get(part)?.filter((file) => !caught(file, RESTRICTED))).toEqual([])
})

test.each(folders)('%s may import what lies below it', (part) => {
  expect(allowed.get(part)?.filter((file) => caught(file, RESTRICTED))).toEqual([])
})

test('config.ts imports only lib, and the roots import everything', () => {
  expect(['config', 'main', 'cli'].map((root) => caught(`src/${root}.ts`, RESTRICTED))).toEqual([true, false, false])
})

test.each(PROTOCOL_FREE_PARTS)('%s speaks no protocol', (part) => {
  expect(caught(speakerOf(part), RESTRICTED)).toBe(true)
})

test.each(single)('%s is caught in %s', (rule, file) => expect(caught(file, rule)).toBe(true))

const sources = readdirSync(path.join(ROOT, 'src'), { recursive: true, encoding: 'utf8' }).filter(
  (file) => /\.tsx?$/.test(file) && file.includes('/') && !file.startsWith('generated/'),
)

const partOf = (file: string) =>
  [...parts, ...ROOTS].find((part) => (isFile(part) ? isRootOf(part, file) : file.startsWith(`${part}/`)))

const isRootOf = (part: string, file: string) => path.dirname(part) === path.dirname(file)

test('every file of src belongs to a part', () => {
  expect(sources.filter((file) => partOf(file) === undefined)).toEqual([])
})

test('no file lies deeper than the directions are watched', () => {
  const depth = (file: string) => file.slice(partOf(file)?.length).split('/').length - 2
  expect(sources.filter((file) => depth(file) > MAX_DEPTH)).toEqual([])
})
