import { existsSync } from 'node:fs'
import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import { Redis } from 'ioredis'
import { type Config, configProblems } from '../../config.js'
import { systemClock } from '../../lib/clock.js'
import { toAppError } from '../../lib/errors.js'
import { type CertificateFiles, readCertificate } from '../../mail/certificate.js'
import { answer } from '../answer.js'
import { checkBackup } from '../backup/last-backup.js'
import { checkDatabase } from '../check-database.js'
import { checkRoom } from '../check-mail-files.js'
import { defineVerb, type Finding } from '../define-verb.js'

export default defineVerb({
  name: 'doctor',
  words: ['status', 'health', 'check'],
  summary: 'Check configuration, database, queue and folders, and say what to do',
  run: async ({ config, terminal }) => {
    const findings = [
      ...(await checkHome(config)),
      ...(await checkDatabase(config)),
      await checkBackup(config.home, systemClock.now()),
      ...(await checkQueue(config)),
      ...(await checkDrop(config)),
    ]
    const ok = findings.every((finding) => finding.ok)
    const lines = findings.map(
      ({ check, ok: fine, note, detail }) =>
        `${fine ? (note ? 'note' : 'ok  ') : 'FAIL'} ${check.padEnd(16)} ${detail}`,
    )
    answer(terminal, { ok, findings }, lines)
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
  const folder = nearestThere(config.home)
  const detail = folder === config.home ? config.home : `${config.home} is not there yet; the first start makes it`
  try {
    await access(folder, constants.W_OK)
    return [environment, { check: 'home', ok: true, detail }, await checkRoom(folder)]
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

/** The folder itself, or the one that it would be made in. */
const nearestThere = (folder: string): string => (existsSync(folder) ? folder : nearestThere(path.dirname(folder)))

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
    ...(!assistant && { note: true }),
    detail: assistant
      ? `taken at ${assistant}${drop ? '' : ', once that mailbox is followed (daybook mailbox add)'}`
      : 'none: set ASSISTANT_ADDRESS',
  }
  if (!drop)
    return [{ check: 'mail in by SMTP', ok: true, note: true, detail: 'no drop address: set DROP_ADDRESS' }, commands]
  const open = { check: 'mail in by SMTP', ok: true, detail: `${forWhom} on ${drop.host}:${drop.port}` }
  return [open, await checkCertificate(drop.certificate), commands]
}

async function checkCertificate(files: CertificateFiles | undefined): Promise<Finding> {
  const check = 'STARTTLS'
  if (!files)
    return {
      check,
      ok: true,
      note: true,
      detail: 'not offered, mail arrives unencrypted: set DROP_TLS_CERT and DROP_TLS_KEY',
    }
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
