import { randomBytes } from 'node:crypto'
import { rename } from 'node:fs/promises'
import path from 'node:path'
import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { migrate } from '../../db/migrate.js'
import { resealSecrets } from '../../domain/people/secret-store.js'
import { listWorkspaces } from '../../domain/people/workspace-store.js'
import { counted } from '../../lib/counted.js'
import { refused } from '../../lib/errors.js'
import { readSecretKey, type SecretKey } from '../../lib/secret-box.js'
import { writeOnce } from '../../lib/write-once.js'
import { kindOf, openServer, openStore } from '../../open-store.js'
import { answer } from '../answer.js'
import { requireCompany, terminalScope } from '../company.js'
import { defineVerb } from '../define-verb.js'
import { hasOtherSessions, stay } from '../other-sessions.js'

export default defineVerb({
  name: 'key rotate',
  summary: 'Make a new key, and seal every stored password and token with it; the service is stopped meanwhile',
  run: async (input) => {
    const { config, terminal } = input
    await requireCompany(config)
    const server = await openServer(config, () => undefined)
    try {
      const next = path.join(config.home, 'key.next')
      const store = await openStore(config)
      let text = ''
      let resealed = 0
      try {
        await refuseBesideService(store.db)
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
      answer(
        terminal,
        { resealed, key: config.key ? next : file, database: kindOf(config) },
        `${counted(resealed, 'password or token is', 'passwords and tokens are')} sealed with the new key. ${told} Links and reply addresses in earlier mails no longer work.`,
      )
      return 0
    } finally {
      await server.stop()
    }
  },
})

/** A service that runs would go on sealing with the key of before. */
async function refuseBesideService(db: Database): Promise<void> {
  if (await stay(() => hasOtherSessions(db)))
    throw refused('A Daybook runs on this database. Stop `daybook serve` everywhere first; nothing was changed.')
}

async function resealAll(db: Database, from: SecretKey, to: SecretKey): Promise<number> {
  let sum = 0
  for (const { id, slug } of await listWorkspaces(db)) {
    sum += await inWorkspace(db, terminalScope(id), async (tx) => {
      const { resealed, foreign } = await resealSecrets(tx, from, to)
      if (foreign.length > 0)
        throw refused(
          `${foreign.join(', ')} of ${slug} can't be opened: sealed with an earlier key. Add it again, or remove it, first.`,
        )
      return resealed
    })
  }
  return sum
}
