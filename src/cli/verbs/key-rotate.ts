import { randomBytes } from 'node:crypto'
import { rename } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { migrate } from '../../db/migrate.js'
import { resealSecrets } from '../../domain/people/reseal-secrets.js'
import { listWorkspaces } from '../../domain/people/workspace-store.js'
import { counted } from '../../lib/counted.js'
import { refused } from '../../lib/errors.js'
import { readSecretKey, type SecretKey } from '../../lib/secret-box.js'
import { writeOnce } from '../../lib/write-once.js'
import { kindOf, openServer, openStore } from '../../open-store.js'
import { defineVerb } from '../define-verb.js'

export default defineVerb({
  name: 'key rotate',
  summary: 'Make a new key, and seal every stored password and token with it; the service is stopped meanwhile',
  run: async (input) => {
    const { config, terminal } = input
    const began = performance.now()
    const server = await openServer(config, () => undefined)
    try {
      const next = path.join(config.home, 'key.next')
      const store = await openStore(config)
      let text = ''
      let resealed = 0
      try {
        await refuseBesideService(store.db, began)
        // Kept before anything is sealed with it: whatever breaks off, the same line goes on with the same key.
        text = await writeOnce(next, randomBytes(32).toString('base64'))
        resealed = await resealAll(store.db, store.secretKey, readSecretKey(text))
      } finally {
        await store.close()
      }
      await migrate({ adminUrl: server.adminUrl, key: text, mayRekey: true }) // the logins' passwords come from it
      const file = path.join(config.home, 'key')
      if (!config.key) {
        await rename(file, `${file}.old`)
        await rename(next, file)
      }
      const told = config.key
        ? `Set DAYBOOK_KEY to what ${next} holds, on every machine, before anything is started; then delete that file.`
        : `It is ${file}; the one before is ${file}.old, and opens earlier backups.`
      terminal.out(
        terminal.json
          ? JSON.stringify({ ok: true, resealed, key: config.key ? next : file, database: kindOf(config) })
          : `${counted(resealed, 'password or token is', 'passwords and tokens are')} sealed with the new key. ${told} Links in mails, and addresses that answers to mails go to, of before it are not valid any more.`,
      )
      return 0
    } finally {
      await server.stop()
    }
  },
})

/** A service that runs would go on sealing with the key of before. Connections of our own began after this call did. */
async function refuseBesideService({ sql }: Database, began: number): Promise<void> {
  const age = (performance.now() - began) / 1000 + 1 // a second for clocks and rounding
  const others = await sql`
    select 1 from pg_stat_activity where datname = current_database() and application_name = 'daybook'
       and backend_start < clock_timestamp() - ${age} * interval '1 second' limit 1`
  if (others.length > 0)
    throw refused('A Daybook runs on this database. Stop `daybook serve` everywhere first; nothing was changed.')
}

async function resealAll(db: Database, from: SecretKey, to: SecretKey): Promise<number> {
  let sum = 0
  for (const { id, slug } of await listWorkspaces(db)) {
    sum += await inWorkspace(db, { workspaceId: id, actorId: null, via: 'terminal' }, async (tx) => {
      const { resealed, foreign } = await resealSecrets(tx, from, to)
      if (foreign.length > 0)
        throw refused(
          `${foreign.join(', ')} of ${slug} can't be opened: sealed with a key of before. Add it again, or remove it, first.`,
        )
      return resealed
    })
  }
  return sum
}
