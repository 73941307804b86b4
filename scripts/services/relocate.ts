import { randomBytes } from 'node:crypto'
import { lstat, readdir, readFile, readlink, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Alias → where it points. Aliases are as long as the paths they replace. */
type Aliases = Record<string, string>

/**
 * Makes programs that were built for `paths` (such as /usr/lib/dovecot) run from where they were unpacked, without root:
 * as conda does it, each path inside the programs is overwritten by one of the same length, a link in /tmp to the real
 * place.
 */
export async function relocate(root: string, paths: string[]): Promise<void> {
  const aliases = paths.map((from) => ({ from, to: aliasFor(from) }))
  for (const file of await programsIn(path.join(root, 'usr'))) {
    const content = await readFile(file)
    if (!content.subarray(0, 4).equals(ELF)) continue
    const changed = aliases.map(({ from, to }) => overwrite(content, from, to)).some(Boolean)
    if (changed) await writeFile(file, content)
  }
  const links: Aliases = Object.fromEntries(aliases.map(({ from, to }) => [to, path.join(root, from)]))
  await writeFile(path.join(root, 'aliases.json'), JSON.stringify(links))
}

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46])
const TEMPORARY = '/tmp/'

const aliasFor = (from: string) =>
  TEMPORARY +
  randomBytes(from.length)
    .toString('hex')
    .slice(0, from.length - TEMPORARY.length)

async function programsIn(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name))
}

function overwrite(content: Buffer, from: string, to: string): boolean {
  let at = content.indexOf(from)
  if (at < 0) return false
  for (; at >= 0; at = content.indexOf(from, at + to.length)) content.write(to, at)
  return true
}

/**
 * Puts the links in place, which a cleaning of /tmp takes away. False when a name is somebody else's by now: then the
 * programs must be unpacked anew, because they would run what that one points to.
 */
export async function linkAliases(root: string): Promise<boolean> {
  const links = JSON.parse(await readFile(path.join(root, 'aliases.json'), 'utf8').catch(() => '{}')) as Aliases
  for (const [alias, target] of Object.entries(links)) {
    await symlink(target, alias).catch(() => undefined) // EEXIST: ours from last time, or not ours
    const { uid } = await lstat(alias)
    if (uid !== process.getuid?.() || (await readlink(alias).catch(() => '')) !== target) return false
  }
  return true
}
