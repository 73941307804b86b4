import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** `.ts` under tsx and vitest, `.js` in compiled output; declarations and tests are neither. */
const MODULE = /^(?!.*\.(?:d|test)\.[jt]s$).+\.[jt]s$/

type Declared<T> = { file: string; value: T }
type Module = { default?: unknown }

/** By file. A runtime that keeps modules by an address of its own (Vite's) would fetch every one of them at each call. */
const imported = new Map<string, Promise<Module>>()

/**
 * A registry is a folder: imports every module directly in the given folders and answers their default exports (an array
 * counts as several), in order of name. Modules without a default export are the folder's helpers. Throws when two have
 * the same name, and when a default export has none. `nameOf` says what the name is; its default is the property `name`.
 * `isWanted` is asked with a module's name without its ending, for who needs but some.
 */
export async function loadDeclared<T>(
  folders: URL | readonly URL[],
  nameOf: (value: T) => string = (value) => (value as { name: string }).name,
  isWanted: (module: string) => boolean = () => true,
): Promise<readonly T[]> {
  const all = (await Promise.all([folders].flat().map(modulesIn))).flat()
  const files = all.filter((file) => isWanted(path.parse(file).name))
  const found = (await Promise.all(files.map((file) => declaredIn<T>(file)))).flat()
  const byName = new Map<string, Declared<T>>()
  for (const declared of found) {
    const name = nameOf(declared.value)
    if (typeof name !== 'string' || name === '') throw new Error(`${declared.file} exports a default without a name.`)
    const other = byName.get(name)
    if (other) throw new Error(`"${name}" is declared twice: in ${other.file} and in ${declared.file}.`)
    byName.set(name, declared)
  }
  return [...byName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, { value }]) => value)
}

async function modulesIn(folder: URL): Promise<string[]> {
  const dir = fileURLToPath(folder)
  const names = await readdir(dir)
  return names
    .filter((name) => MODULE.test(name))
    .sort()
    .map((name) => path.join(dir, name))
}

async function declaredIn<T>(file: string): Promise<Declared<T>[]> {
  const module = imported.get(file) ?? (import(pathToFileURL(file).href) as Promise<Module>)
  imported.set(file, module)
  const declared = (await module).default
  return declared === undefined ? [] : [declared].flat().map((value) => ({ file, value: value as T }))
}

/** The folders directly below a folder, as URLs that end in a slash. */
export async function foldersIn(folder: URL): Promise<readonly URL[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => new URL(`${name}/`, folder))
}
