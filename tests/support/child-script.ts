import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { rolldown } from 'rolldown'
import { isFresh, products, ROOT } from '../../scripts/setup/freshness.mjs'

const COMPILED = path.join(ROOT, '.cache/children')
const made = new Map<string, Promise<readonly string[]>>()

/**
 * What Node is started with for a script of the tests that runs as a process of its own. Tests kill some two hundred of
 * these, and half of each one's life was compiling the program: where `dist` is what `src` says, they run that.
 */
export function childScript(script: string): Promise<readonly string[]> {
  const args = made.get(script) ?? (isFresh(products.service) ? compile(script) : Promise.resolve(fromSources(script)))
  made.set(script, args)
  return args
}

/**
 * Prisma's query compiler is WebAssembly, which V8 compiles once for the start and a second time for speed. A process that is killed after a
 * second never gets to use the second one, and it costs more than all else that the process does.
 */
const QUICK = '--liftoff-only'

const fromSources = (script: string): readonly string[] => [QUICK, '--import', 'tsx', script]

/** The script with what it uses of the tests, in a file; the program it takes from `dist`. */
async function compile(script: string): Promise<readonly string[]> {
  const bundle = await rolldown({
    input: script,
    platform: 'node',
    plugins: [{ name: 'program', resolveId: toCompiled }],
  })
  const { output } = await bundle.generate({ format: 'esm', codeSplitting: false })
  await bundle.close()
  const file = path.join(COMPILED, `${path.basename(script, '.ts')}.mjs`)
  const ours = `${file}.${process.pid}` // another worker may make the same one now
  await mkdir(COMPILED, { recursive: true })
  await writeFile(ours, output[0].code)
  await rename(ours, file)
  return [QUICK, file]
}

function toCompiled(id: string, importer: string | undefined): { id: string; external: true } | null {
  if (!importer) return null
  if (!id.startsWith('.')) return { id, external: true }
  const [folder, ...rest] = path.relative(ROOT, path.resolve(path.dirname(importer), id)).split(path.sep)
  return folder === 'src' ? { id: pathToFileURL(path.join(ROOT, 'dist', ...rest)).href, external: true } : null
}
