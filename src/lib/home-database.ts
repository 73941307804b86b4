import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { refused } from './errors.js'
import { writeOnce } from './write-once.js'

/** Where a home's company is: in the Postgres that the home brings itself, or on the server of DATABASE_URL. */
export type DatabaseKind = 'embedded' | 'server'

const fileOf = (home: string): string => path.join(home, 'database')

/**
 * Refuses a home that was used with the other kind of database: without DATABASE_URL in the shell a verb would begin an empty company
 * beside the service's, and nobody would notice. Throws `refused` with what to do.
 */
export async function refuseOtherDatabase(home: string, kind: DatabaseKind): Promise<void> {
  const known = (await readFile(fileOf(home), 'utf8').catch(() => '')).trim()
  if (known === '' || known === kind) return
  throw refused(
    kind === 'embedded'
      ? `The company of ${home} is on a server of its own, and DATABASE_URL is not set here. Set it as for the service: with systemd, \`set -a; . /etc/daybook/environment\`. To begin an empty one with an embedded Postgres, take another home (--home DIR).`
      : `The company of ${home} is in its embedded Postgres, and DATABASE_URL names a server. Leave it out, or take it there: \`daybook backup FILE\` without it, then \`daybook restore FILE\` with it and another home (--home DIR).`,
  )
}

/** Once it was opened. A home that can't be written just doesn't know. */
export async function rememberDatabase(home: string, kind: DatabaseKind): Promise<void> {
  await mkdir(home, { recursive: true })
    .then(() => writeOnce(fileOf(home), kind))
    .catch(() => undefined)
}
