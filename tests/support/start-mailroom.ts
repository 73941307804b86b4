import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { startMailroom } from '../../scripts/services/mailroom.js'
import { CACHE } from './places.js'
import type { Started } from './server-desk.js'
import type { TestServers } from './servers.js'

export async function startTestMailroom(): Promise<Started<TestServers['mailroom']>> {
  const dir = path.join(os.tmpdir(), `daybook-test-mail-${randomUUID()}`)
  const room = await startMailroom({ dir, mailboxes: [], cacheDir: path.join(CACHE, 'dovecot') })
  const address = { imap: room.imap, smtp: room.smtp, password: room.sharedPassword }
  const stop = async () => {
    await room.stop()
    await rm(dir, { recursive: true })
  }
  return { address, stop }
}
