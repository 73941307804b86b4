import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { cp, mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll } from 'vitest'
import { CACHE, ROOT } from './places.js'

const execute = promisify(execFile)

/** Sources and tests in a folder of their own, to which a test may add a file. */
export type CopiedSources = {
  /** Puts the code of a recipe where the recipe says; answers that path. */
  follow(recipe: string): Promise<string>
  /** What the compiler has against these files; empty when nothing. */
  typeErrors(files: readonly string[]): Promise<string>
  /** A module of the copy, found as the program finds it. Its type is that of the original. */
  load<T>(file: string): Promise<T>
}

/** Everything but the sandbox, which has no registry, and the generated client, which stays where it is. */
const LEFT_OUT = ['src/sandbox', 'src/generated']

export async function copySources(): Promise<CopiedSources> {
  const copy = path.join(CACHE, 'copied-sources', randomUUID())
  afterAll(() => rm(copy, { recursive: true }))
  await mkdir(copy, { recursive: true })
  const filter = (file: string) => !LEFT_OUT.includes(path.relative(ROOT, file))
  for (const part of ['src', 'tests'])
    await cp(path.join(ROOT, part), path.join(copy, part), { recursive: true, filter })
  await symlink(path.join(ROOT, 'src/generated'), path.join(copy, 'src/generated'))
  return {
    follow: async (recipe) => {
      const { file, code } = codeIn(await readFile(path.join(ROOT, recipe), 'utf8'), recipe)
      await writeFile(path.join(copy, file), code, { flag: 'wx' }) // a new file: nothing else is touched
      return file
    },
    typeErrors: async (files) => {
      const config = { extends: path.join(ROOT, 'tsconfig.json'), include: [], exclude: [], files }
      await writeFile(path.join(copy, 'tsconfig.json'), JSON.stringify(config))
      const compiler = path.join(ROOT, 'node_modules/typescript/bin/tsc')
      const said = execute(process.execPath, [compiler, '--noEmit', '-p', copy])
      return said.then(({ stdout }) => stdout).catch((error: { stdout: string }) => error.stdout)
    },
    load: <T>(file: string) => import(pathToFileURL(path.join(copy, file)).href) as Promise<T>,
  }
}

/** A recipe's one file: its path on a line by itself, its code in the block that follows. */
export function codeIn(text: string, recipe: string): { file: string; code: string } {
  const [, file, code] = /^`(src\/[^`]+\.ts)`\n\n```ts\n(.+?)^```/ms.exec(text) ?? []
  if (!file || !code) throw new Error(`${recipe} shows no file with its code.`)
  return { file, code }
}
