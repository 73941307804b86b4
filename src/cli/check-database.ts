import type { Config } from '../config.js'
import { findPending } from '../db/migrate.js'
import { findRestored } from '../db/restored.js'
import { bulkWorkspace } from '../db/sql-workspace.js'
import { listForeignSecrets } from '../domain/people/secret-store.js'
import { listWorkspaces } from '../domain/people/workspace-store.js'
import { counted } from '../lib/counted.js'
import { toAppError } from '../lib/errors.js'
import { findHomeKey } from '../lib/home-key.js'
import { isThere, openServer, openStore, type Store } from '../open-store.js'
import { checkCompanies } from './check-company.js'
import { checkJobs } from './check-jobs.js'
import { checkMailFiles, checkMailFolder } from './check-mail-files.js'
import { requireCompany, terminalScope } from './company.js'
import type { Finding } from './define-verb.js'

/** The database and what is in it, as they stand: nothing is made, and nothing brought up to date. */
export async function checkDatabase(config: Config): Promise<Finding[]> {
  const where = config.databaseUrl ? 'the server of DATABASE_URL' : 'the embedded Postgres'
  if (!isThere(config))
    return requireCompany(config).then(
      () => [],
      (thrown: unknown) => [{ check: 'database', ok: false, detail: toAppError(thrown).userMessage }],
    )
  try {
    const unready = await findUnready(config)
    return unready ? [{ check: 'database', ok: false, detail: `${where} ${unready}` }] : await checkStore(config, where)
  } catch (error) {
    const shape =
      ' DATABASE_URL should look like postgres://user:password@host:5432/daybook; see docs/configuration.md.'
    const detail = `${where}: ${toAppError(error).userMessage}${config.databaseUrl ? shape : ''}`
    return [{ check: 'database', ok: false, detail }]
  }
}

/** What keeps the database from being used as it is. */
async function findUnready(config: Config): Promise<string | null> {
  const key = config.key ?? (await findHomeKey(config.home))
  if (!key) return `can't be opened: there is no ${config.home}/key. Put it back, or set DAYBOOK_KEY.`
  const server = await openServer(config, () => undefined)
  try {
    const pending = await findPending({ adminUrl: server.adminUrl, key: key.reveal() })
    if (pending === null) return 'holds no Daybook that this key opens. `daybook setup` makes a company.'
    if (pending.length === 0) return null
    return `is of an earlier version, ${counted(pending.length, 'migration')} behind: \`daybook migrate\`.`
  } finally {
    await server.stop()
  }
}

async function checkStore(config: Config, where: string): Promise<Finding[]> {
  const store = await openStore(config)
  try {
    const companies = await listWorkspaces(store.db)
    const madeAt = await findRestored(store.db.reader)
    const copy = `a copy as of ${madeAt}: no service runs on it until \`daybook resume\``
    return [
      { check: 'database', ok: true, detail: `${where} answers and is up to date` },
      ...(madeAt === null ? [] : [{ check: 'restored', ok: true, detail: copy }]),
      {
        check: 'companies',
        ok: true,
        detail: companies.map(({ slug }) => slug).join(', ') || 'none yet: `daybook setup` makes one',
      },
      await checkKey(store, companies),
      await checkJobs(store, companies),
      await checkMailFolder(store.db, config, store.mailFiles),
      await checkMailFiles(store.db, companies),
      ...(await checkCompanies(store, config, companies)),
    ]
  } finally {
    await store.close()
  }
}

/** Stored passwords and tokens must open with the key there is. */
async function checkKey(store: Store, companies: readonly { id: string }[]): Promise<Finding> {
  const foreign: string[] = []
  for (const { id } of companies) {
    const scope = terminalScope(id)
    foreign.push(...(await bulkWorkspace(store.db, scope, (bulk) => listForeignSecrets(bulk, store.secretKey.id))))
  }
  if (foreign.length === 0) return { check: 'key', ok: true, detail: 'opens every stored password and token' }
  return {
    check: 'key',
    ok: false,
    detail: `${foreign.join(', ')} can't be opened: sealed with another key. Set DAYBOOK_KEY to that one (32 bytes in base64), or add them again; see docs/configuration.md.`,
  }
}
