import type { Config } from '../config.js'
import type { Scope } from '../db/scope.js'
import { readWorkspace } from '../db/sql-workspace.js'
import type { Staff } from '../domain/people/staff.js'
import { findStaffByEmail, listStaff } from '../domain/people/staff-store.js'
import { listWorkspaces } from '../domain/people/workspace-store.js'
import { notFound } from '../lib/errors.js'
import { refuseOtherDatabase } from '../lib/home-database.js'
import { isThere, kindOf, openStore, type Store } from '../open-store.js'
import { textOption, UsageError, type VerbInput } from './define-verb.js'
import { onDemoDay } from './demo-clock.js'

/** Opens the store for one verb and closes it whatever happens. In a folder without a company none is begun: throws `not_found`. */
export async function withStore<T>(input: VerbInput, work: (store: Store) => Promise<T>): Promise<T> {
  await requireCompany(input.config)
  return withNewStore(input, work)
}

/** The same for a verb that begins one. */
export async function withNewStore<T>({ config, terminal }: VerbInput, work: (store: Store) => Promise<T>): Promise<T> {
  // What is there already takes no time and needs no line.
  const onProgress = (step: string, ms: number) => (ms < 100 ? undefined : terminal.progress(step, ms))
  const store = await openStore(config, { onProgress })
  try {
    return await work({ ...store, db: await onDemoDay(store.db, config.home) })
  } finally {
    await store.close()
  }
}

/** Before a key, a cluster and a schema are made in a wrong folder only to say that nobody is in it. */
export async function requireCompany(config: Config): Promise<void> {
  if (isThere(config)) return
  await refuseOtherDatabase(config.home, kindOf(config))
  throw notFound(
    `There is no company in ${config.home}. Name its folder with --home DIR, or its server with DATABASE_URL; \`daybook setup\` makes a new one.`,
  )
}

/** The company that the line is about: `--workspace`, or the only one there is. */
export async function chosenWorkspace(store: Pick<Store, 'db'>, input: VerbInput): Promise<string> {
  const all = await listWorkspaces(store.db)
  const slug = textOption(input, 'workspace')
  const chosen = slug === undefined && all.length === 1 ? all[0] : all.find((each) => each.slug === slug)
  if (chosen) return chosen.id
  if (all.length === 0) throw notFound('There is no company here yet. `daybook setup` makes one.')
  const names = all.map((each) => each.slug).join(', ')
  if (slug !== undefined) throw notFound(`There is no company "${slug}" here. There is: ${names}.`)
  throw new UsageError(`There are several companies here; name one with --workspace: ${names}.`)
}

/** What is done there is done by whoever has this machine. */
export const terminalScope = (workspaceId: string): Scope => ({ workspaceId, actorId: null, via: 'terminal' })

export const chosenScope = async (store: Pick<Store, 'db'>, input: VerbInput): Promise<Scope> =>
  terminalScope(await chosenWorkspace(store, input))

/** For whom the line is given: `--as`, or the only member of staff there is. */
export const chosenAsker = (store: Pick<Store, 'db'>, workspaceId: string, email: string | undefined): Promise<Staff> =>
  readWorkspace(store.db, terminalScope(workspaceId), async (read) => {
    if (email !== undefined) {
      const found = await findStaffByEmail(read, email)
      if (!found) throw notFound(`Nobody here has the address ${email}. \`daybook staff add\` adds them.`)
      return found
    }
    const [only, second] = await listStaff(read)
    if (!only) throw notFound('There is no staff yet. `daybook staff add` adds somebody.')
    if (second) throw new UsageError('Say who gives the command: --as EMAIL.')
    return only
  })
