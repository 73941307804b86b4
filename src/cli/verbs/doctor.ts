import { access, constants, mkdir } from 'node:fs/promises'
import { Redis } from 'ioredis'
import { type Config, configProblems } from '../../config.js'
import { bulkWorkspace } from '../../db/sql-workspace.js'
import { listForeignSecrets } from '../../domain/people/secret-store.js'
import { listWorkspaces } from '../../domain/people/workspace-store.js'
import { systemClock } from '../../lib/clock.js'
import { toAppError } from '../../lib/errors.js'
import { type CertificateFiles, readCertificate } from '../../mail/certificate.js'
import { openStore, rawDirOf, type Store } from '../../open-store.js'
import { checkCompanies } from '../check-company.js'
import { checkMailFiles, checkMailFolder, checkRoom } from '../check-mail-files.js'
import { defineVerb, type Finding } from '../define-verb.js'

export default defineVerb({
  name: 'doctor',
  summary: 'Check configuration, database, queue and folders, and say what to do',
  run: async ({ config, terminal }) => {
    const findings = [
      ...(await checkHome(config)),
      ...(await checkDatabase(config)),
      ...(await checkQueue(config)),
      ...(await checkDrop(config)),
    ]
    const ok = findings.every((finding) => finding.ok)
    if (terminal.json) terminal.out(JSON.stringify({ ok, findings }))
    else
      for (const { check, ok: fine, detail } of findings)
        terminal.out(`${fine ? 'ok  ' : 'FAIL'} ${check.padEnd(16)} ${detail}`)
    return ok ? 0 : 1
  },
})

/** The environment itself is read, and its faults named, before any verb runs; this says so. */
async function checkHome(config: Config): Promise<Finding[]> {
  const environment = {
    check: 'configuration',
    ok: configProblems({}).length === 0,
    detail: 'every variable that is set looks right',
  }
  try {
    await mkdir(config.home, { recursive: true })
    await access(config.home, constants.W_OK)
    return [environment, { check: 'home', ok: true, detail: config.home }, await checkRoom(config.home)]
  } catch (error) {
    return [
      environment,
      {
        check: 'home',
        ok: false,
        detail: `DAYBOOK_HOME ${config.home} can't be written (${(error as Error).message}). Choose a folder of this user's: --home DIR.`,
      },
    ]
  }
}

async function checkDatabase(config: Config): Promise<Finding[]> {
  const where = config.databaseUrl ? 'the server of DATABASE_URL' : 'the embedded Postgres'
  try {
    const store = await openStore(config)
    try {
      const companies = await listWorkspaces(store.db)
      return [
        { check: 'database', ok: true, detail: `${where} answers and is up to date` },
        {
          check: 'companies',
          ok: true,
          detail: companies.map(({ slug }) => slug).join(', ') || 'none yet: `daybook setup` makes one',
        },
        await checkKey(store, companies),
        await checkMailFolder(store.db, rawDirOf(store.home)),
        await checkMailFiles(store.db, companies),
        ...(await checkCompanies(store, config, companies)),
      ]
    } finally {
      await store.close()
    }
  } catch (error) {
    return [
      {
        check: 'database',
        ok: false,
        detail: `${where}: ${toAppError(error).userMessage} DATABASE_URL should look like postgres://user:password@host:5432/daybook; see docs/configuration.md.`,
      },
    ]
  }
}

/** Stored passwords and tokens must open with the key there is. */
async function checkKey(store: Store, companies: readonly { id: string }[]): Promise<Finding> {
  const foreign: string[] = []
  for (const { id } of companies) {
    const scope = { workspaceId: id, actorId: null, via: 'terminal' as const }
    foreign.push(...(await bulkWorkspace(store.db, scope, (bulk) => listForeignSecrets(bulk, store.secretKey.id))))
  }
  if (foreign.length === 0) return { check: 'key', ok: true, detail: 'opens every stored password and token' }
  return {
    check: 'key',
    ok: false,
    detail: `${foreign.join(', ')} can't be opened: sealed with another key. Set DAYBOOK_KEY to that one (32 bytes in base64), or add them again; see docs/configuration.md.`,
  }
}

async function checkQueue(config: Config): Promise<Finding[]> {
  if (!config.redisUrl)
    return [{ check: 'queue', ok: true, detail: 'on the same Postgres (REDIS_URL moves it to Redis)' }]
  const redis = new Redis(config.redisUrl.reveal(), {
    lazyConnect: true,
    retryStrategy: () => null,
    connectTimeout: 5_000,
  })
  redis.on('error', () => undefined)
  try {
    await redis.connect()
    const [, policy] = (await redis.config('GET', 'maxmemory-policy')) as [string, string]
    const detail =
      policy === 'noeviction'
        ? 'Redis answers'
        : `Redis drops jobs when it is full (maxmemory-policy ${policy}); set it to noeviction.`
    return [{ check: 'queue', ok: policy === 'noeviction', detail }]
  } catch (error) {
    return [
      {
        check: 'queue',
        ok: false,
        detail: `REDIS_URL can't be reached (${(error as Error).message}). It should look like redis://host:6379; see docs/configuration.md.`,
      },
    ]
  } finally {
    redis.disconnect()
  }
}

/** A certificate that ends soon is said in time to renew it. */
const SOON_MS = 14 * 86_400_000

/** The port where mail is handed over, and whether it travels encrypted. */
async function checkDrop({ drop, assistant }: Config): Promise<Finding[]> {
  const forWhom = [drop?.address, drop && assistant].filter(Boolean).join(' and ')
  const commands: Finding = {
    check: 'mail commands',
    ok: true,
    detail: assistant
      ? `taken at ${assistant}${drop ? '' : ', once that mailbox is followed (daybook mailbox add)'}`
      : 'none: set ASSISTANT_ADDRESS',
  }
  if (!drop) return [{ check: 'mail in by SMTP', ok: true, detail: 'no drop address: set DROP_ADDRESS' }, commands]
  const open = { check: 'mail in by SMTP', ok: true, detail: `${forWhom} on ${drop.host}:${drop.port}` }
  return [open, await checkCertificate(drop.certificate), commands]
}

async function checkCertificate(files: CertificateFiles | undefined): Promise<Finding> {
  const check = 'STARTTLS'
  if (!files)
    return { check, ok: true, detail: 'not offered, mail arrives unencrypted: set DROP_TLS_CERT and DROP_TLS_KEY' }
  try {
    const { names, validUntil } = await readCertificate(files)
    const left = validUntil.getTime() - systemClock.now().getTime()
    const until = validUntil.toISOString().slice(0, 10)
    if (left <= 0) return { check, ok: false, detail: `the certificate for ${names} ended on ${until}. Renew it.` }
    if (left < SOON_MS) return { check, ok: false, detail: `the certificate for ${names} ends on ${until}. Renew it.` }
    return { check, ok: true, detail: `offered, with a certificate for ${names} until ${until}` }
  } catch (error) {
    return { check, ok: false, detail: toAppError(error).userMessage }
  }
}
