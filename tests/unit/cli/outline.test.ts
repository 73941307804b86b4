import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, expect, it } from 'vitest'
import { declaredOutline } from '../../../src/cli/declared-outline.js'
import { ROOT } from '../../support/places.js'

const folder = await mkdtemp(path.join(os.tmpdir(), 'daybook-outline-'))
afterAll(() => rm(folder, { recursive: true }))

/** The sources that a line of the compiled program has loaded by its end. */
async function loadedBy(...argv: string[]): Promise<string[]> {
  const env = { ...process.env, NODE_V8_COVERAGE: folder }
  const program = pathToFileURL(path.join(ROOT, 'dist/cli.js')).href
  const script = `const { runLine } = await import('${program}'); await runLine(process.argv.slice(1))`
  await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script, '--', ...argv], { env })
  const [report = ''] = await readdir(folder)
  const { result } = JSON.parse(await readFile(path.join(folder, report), 'utf8')) as { result: { url: string }[] }
  await rm(path.join(folder, report))
  return result.map(({ url }) => url).filter((url) => url.startsWith(pathToFileURL(ROOT).href))
}

it('is kept by the build as it is declared', async () => {
  const kept = JSON.parse(await readFile(path.join(ROOT, 'dist/cli/outline.json'), 'utf8')) as unknown
  expect(kept).toEqual(await declaredOutline())
})

it.each([[['--help']], [['help', 'import']], [['status']], [['deal', 'list']]])(
  'answers %j without loading a verb or a command',
  async (argv) => {
    const loaded = await loadedBy(...argv)
    expect(loaded.filter((url) => url.endsWith('/dist/cli.js'))).toHaveLength(1)
    expect(loaded.filter((url) => /\/cli\/verbs\/|\/commands\/deal\//.test(url))).toEqual([])
  },
)
