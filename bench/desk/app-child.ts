import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { loadCatalog } from '../../src/bots/commands/registry.js'
import { makeSlackFace } from '../../src/bots/slack/app.js'
import { openDatabase } from '../../src/db/database.js'
import { loginUrl } from '../../src/db/roles.js'
import { systemClock } from '../../src/lib/clock.js'
import { randomIds } from '../../src/lib/ids.js'
import { makeLogger } from '../../src/lib/logger.js'
import { Redacted } from '../../src/lib/redacted.js'
import { readSecretKey } from '../../src/lib/secret-box.js'

/** A Slack app in a process of its own: Daybook's, or the least that Bolt can be – it acknowledges and says what it was told. */
const [which = '', signingSecret = '', slackApiUrl = '', adminUrl = '', key = ''] = process.argv.slice(2)

const listener = which === 'daybook' ? await daybook() : await echo()
// The sender's connections may rest for longer than Node keeps them.
const server = createServer({ keepAliveTimeout: 120_000 }, listener).listen(0, '127.0.0.1', () =>
  process.send?.((server.address() as AddressInfo).port),
)
process.on('disconnect', () => process.exit(0))

async function daybook(): Promise<RequestListener> {
  const db = openDatabase({
    appUrl: loginUrl(adminUrl, key, 'daybook_app'),
    readerUrl: loginUrl(adminUrl, key, 'daybook_reader'),
    clock: systemClock,
    ids: randomIds,
    log: makeLogger('error'),
  })
  await db.warm()
  const face = await makeSlackFace({
    db,
    deps: { db, catalog: await loadCatalog() },
    key: readSecretKey(key),
    signingSecret: new Redacted(signingSecret),
    publicUrl: undefined,
    slackApiUrl,
  })
  return face.requestListener
}

async function echo(): Promise<RequestListener> {
  const receiver = new HTTPReceiver({ signingSecret, endpoints: '/slack/events', logLevel: LogLevel.ERROR })
  const app = new App({
    receiver,
    authorize: async () => ({ botToken: 'xoxb-bench', botId: 'B1', botUserId: 'U0' }),
    clientOptions: { slackApiUrl },
    logLevel: LogLevel.ERROR,
    deferInitialization: true,
  })
  await app.init()
  app.command(/.*/, async ({ ack, respond, command }) => {
    await ack()
    await respond({ text: command.text, response_type: 'ephemeral' })
  })
  return receiver.requestListener
}
