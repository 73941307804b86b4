import { chmod, mkdtemp } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

/** A home for servers of a test's own, which goes when it is removed: what their user can't enter would keep its books and mail elsewhere. */
export async function serverHome(name: string): Promise<string> {
  const home = await mkdtemp(path.join(os.tmpdir(), `daybook-${name}-`))
  await chmod(home, 0o711)
  return home
}
