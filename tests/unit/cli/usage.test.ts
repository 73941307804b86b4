import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { loadVerbs } from '../../../src/cli/load-verbs.js'
import { runLine } from '../../../src/cli.js'
import { memoryTerminal } from '../../integration/cli/memory-terminal.js'

const folder = await mkdtemp(path.join(os.tmpdir(), 'daybook-usage-'))
afterAll(() => rm(folder, { recursive: true }))
const home = path.join(folder, 'none')
const verbs = await loadVerbs()

async function give(argv: readonly string[]) {
  const { terminal, said, warned } = memoryTerminal(argv.includes('--json'))
  const code = await runLine(['--home', home, ...argv], terminal)
  return { code, said: said.join('\n'), warned }
}

const mailbox = ['mailbox', 'add', 'a@b.example']
const wrong: [string, string[]][] = [
  ...verbs.map(({ name }): [string, string[]] => ['an unknown option', [...name.split(' '), '--frobnicate']]),
  ['a missing word', ['backup']],
  ['a missing word', ['restore']],
  ['a missing word', ['run']],
  ['a missing word', ['import']],
  ['a missing word', ['import', 'contacts']],
  ['a missing word', ['cutover']],
  ['a missing word', ['staff', 'add']],
  ['a missing word', ['staff', 'link', 'a@b.example']],
  ['a missing word', ['slack', 'connect']],
  ['a missing word', ['mailbox', 'add']],
  ['a missing word', ['mailbox', 'sign-in']],
  ['a missing word', ['mail', 'import']],
  ['a missing word', ['mail']],
  ['a missing option', ['export']],
  ['a missing option', ['setup']],
  ['a missing option', ['staff', 'add', 'a@b.example']],
  ['a missing option', ['mail', 'import', 'a.mbox']],
  ['an unknown kind', ['import', 'frobs', 'a.csv']],
  ['a bad value', ['serve', '--roles', 'web,kitchen']],
  [
    'a bad value',
    ['setup', '--company', 'A', '--currency', 'EUR', '--country', 'DE', '--admin', 'a@b', '--fiscal-year-start', '13'],
  ],
  ['a bad value', [...mailbox, '--visibility', 'all']],
  ['a bad value', [...mailbox, '--since', 'May']],
  ['a bad value', ['mail', 'import', 'a.mbox', '--mailbox', 'a@b.example', '--mbox', 'mh']],
  ['a bad value', ['import', 'contacts', 'a.csv', '--decimal', ';']],
  ['a bad value', ['import', 'contacts', 'a.csv', '--date-format', 'F']],
  ['a bad value', ['import', 'contacts', 'a.csv', '--create', 'everything']],
  ['a bad value', ['import', 'contacts', 'a.csv', '--map', 'name']],
  ['a bad value', ['import', 'contacts', 'a.csv', '--preset', 'abacus']],
]

test.each(wrong)('%s is wrong usage: %j', async (_, argv) => {
  const plain = await give(argv)
  expect(plain).toMatchObject({ code: 2, said: '', warned: [expect.stringMatching(/^daybook: [^\n]+$/)] })
  const json = await give([...argv, '--json'])
  expect(json.code).toBe(2)
  expect(JSON.parse(json.said)).toMatchObject({ ok: false, error: { code: 'usage' } })
  expect(existsSync(home)).toBe(false)
})

test.each([
  ['verify'],
  ['export', '--to', path.join(folder, 'out')],
  ['mail', 'threads'],
  ['go-live'],
  ['run', 'deal list'],
  ['backup', path.join(folder, 'x.tar.gz')],
  ['key', 'rotate'],
])('%s makes nothing where no company is', async (...argv) => {
  const { code, warned } = await give(argv)
  expect(code).toBe(1)
  expect(warned).toEqual([expect.stringContaining(`There is no company in ${home}`)])
  expect(existsSync(home)).toBe(false)
})

test.each([
  [['deal', 'list'], 'daybook run "deal list"'],
  [['staff', 'list'], 'daybook run "staff list"'],
  [
    ['deal', 'show', 'Cold rooms', '--as', 'ann@acme.example'],
    `daybook run 'deal show "Cold rooms"' --as ann@acme.example`,
  ],
  [['mail', 'synk', 'ann@acme.example'], 'Did you mean: daybook mail sync ann@acme.example'],
  [['docter'], 'Did you mean: daybook doctor'],
  [['mailbox'], 'needs one more word: mailbox add, mailbox sign-in'],
  [['frobnicate'], 'It has: backup, '],
  [['status'], 'Did you mean: daybook doctor'],
  [['verify', 'extra'], '"extra" is one word too many. Usage: daybook verify'],
  [['backup', 'a.tar.gz', 'b.tar.gz'], '"b.tar.gz" is one word too many. Usage: daybook backup FILE'],
  [['--frob'], 'There is no option --frob.'],
  [['setup', '-x'], 'There is no option -x. Usage: daybook setup'],
  [['setup', '--company'], '--company needs a value: --company NAME. Usage: daybook setup'],
  [['verify', '--json=yes'], '--json takes no value.'],
  [['setup', '--company', '-x'], 'or --company=NAME where it begins with a dash'],
])('%j leads on', async (argv, hint) => {
  const { code, warned } = await give(argv)
  expect(code).toBe(2)
  expect(warned.join('\n')).toContain(hint)
})

test('options that are good everywhere may stand before the verb', async () => {
  const { terminal, warned } = memoryTerminal()
  expect(await runLine(['--workspace', 'acme', '--home', home, 'verify'], terminal)).toBe(1)
  expect(warned).toEqual([expect.stringContaining(`There is no company in ${home}`)])
})

test.each([
  [['--help'], 'daybook mail sync'],
  [['-h'], 'Everywhere:'],
  [['help'], 'Everywhere:'],
  [['help', 'import'], 'Usage: daybook import KIND FILE'],
  [['import', '--help'], 'Usage: daybook import KIND FILE'],
  [['mail', '--help'], 'daybook mail threads'],
])('%j is help, in words and as an object', async (argv, text) => {
  const plain = await give(argv)
  expect([plain.code, plain.warned]).toEqual([0, []])
  expect(plain.said).toContain(text)
  const json = JSON.parse((await give([...argv, '--json'])).said) as { ok: boolean; help: string }
  expect(json).toEqual({ ok: true, help: plain.said })
})

test('a bare line is wrong usage, and says what there is', async () => {
  const { terminal, said } = memoryTerminal()
  expect(await runLine([], terminal)).toBe(2)
  expect(said.join('')).toContain('daybook serve')
  expect(JSON.parse((await give(['--json'])).said)).toMatchObject({ ok: false, error: { code: 'usage' } })
  expect(JSON.parse((await give(['--version', '--json'])).said)).toMatchObject({ ok: true })
})
