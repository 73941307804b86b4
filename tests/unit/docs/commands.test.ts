import { expect, test } from 'vitest'
import type { DemoState } from '../../../scripts/demo/state.js'
import { tourOf } from '../../../scripts/demo/tour.js'
import { bindWords } from '../../../src/bots/commands/grammar/bind-words.js'
import { findCommand } from '../../../src/bots/commands/grammar/find-command.js'
import { tokenize } from '../../../src/bots/commands/grammar/tokenize.js'
import { readParams } from '../../../src/bots/commands/read-params.js'
import { loadCatalog } from '../../../src/bots/commands/registry.js'
import type { Verb } from '../../../src/cli/define-verb.js'
import { findVerb, parseLine, wordsOf } from '../../../src/cli/parse-line.js'
import { DEMO_SEED } from '../../../src/demo/load-demo.js'
import { loadDeclared } from '../../../src/lib/load-declared.js'
import { reading } from '../commands/commands.js'
import { documents, typedIn } from './documents.js'

const verbs = await loadDeclared<Verb>(new URL('../../../src/cli/verbs/', import.meta.url))
const { commands } = await loadCatalog()

const readme = documents().find(({ file }) => file === 'README.md') ?? { file: '', text: '' }

/** Stands for whatever is meant. */
const ELLIPSIS = '…'

const all = documents().flatMap((document) =>
  typedIn(document).map((line) => ({ file: document.file, line, isRecipe: document.file.startsWith('docs/add-a-') })),
)
const ofDaybook = all.filter(({ line }) => /^(bin\/)?daybook( |$)/.test(line))
const slashes = all.filter(({ line }) => /^\/[a-z]+ [^/]/.test(line))

test('the documents show commands at all', () => {
  expect(ofDaybook.length).toBeGreaterThan(20)
  expect(slashes.length).toBeGreaterThan(5)
})

test.each(ofDaybook)('$file: $line', ({ line, isRecipe }) => {
  const [, ...argv] = shellWords(line.replaceAll(/[[\]]/g, '')) // what stands in brackets may be left out
  if (['--help', '--version', 'help', undefined].includes(argv[0])) return expect(verbs).not.toHaveLength(0)
  const verb = findVerb(verbs, wordsOf(argv))
  if (!verb) throw new Error(`There is no verb in: ${line}`)
  const { words } = parseLine(verb, argv)
  if (verb.name === 'run' && !isRecipe && words.length > 0) expectCommand(words.join(' '))
  else expect(verb.name).not.toBe('')
})

test.each(slashes)('$file: $line', ({ line }) => expectCommand(line))

test('the README’s three minutes are those that `npm start` prints', () => {
  const state = { anchor: '2026-11-23', seed: DEMO_SEED } as DemoState
  const printed = tourOf({ url: 'http://localhost:3000', home: '', state, hasMail: true })
  const steps = printed.match(/^ *\/[a-z]+ \S/gm) ?? []
  const told = readme.text.slice(readme.text.indexOf('## Three minutes'), readme.text.indexOf('### Close the month'))
  const shown = typedIn({ ...readme, text: told }).filter((line) => line.startsWith('/'))
  expect(shown).toHaveLength(steps.length)
  for (const line of shown) expect(printed).toContain(line)
})

function expectCommand(text: string): void {
  const found = findCommand(tokenize(text.split(ELLIPSIS)[0]?.trim() ?? ''), commands)
  expect(['command', 'noun-help', 'verb-help'], text).toContain(found.kind)
  if (found.kind !== 'command' || text.includes(ELLIPSIS)) return
  const bound = bindWords(found.command, found.rest, reading)
  expect(bound, text).toMatchObject({ ok: true })
  if (!bound.ok) return
  expect(readParams(found.command, Object.fromEntries(bound.given), reading).problems, text).toEqual({})
}

/** As a shell splits them. */
const shellWords = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, word]) => quoted ?? word ?? '')
