import { listWorkspaces } from '../domain/people/workspace-store.js'
import { invalid, notFound } from '../lib/errors.js'
import { openStore, type Store } from '../open-store.js'
import { textOption, type VerbInput } from './define-verb.js'

/** Opens the store for one verb and closes it whatever happens. */
export async function withStore<T>(input: VerbInput, work: (store: Store) => Promise<T>): Promise<T> {
  // What is there already takes no time and needs no line.
  const onProgress = (step: string, ms: number) => (ms < 100 ? undefined : input.terminal.progress(step, ms))
  const store = await openStore(input.config, input.terminal.json ? {} : { onProgress })
  try {
    return await work(store)
  } finally {
    await store.close()
  }
}

/** The company that the line is about: `--workspace`, or the only one there is. */
export async function chosenWorkspace(store: Pick<Store, 'db'>, input: VerbInput): Promise<string> {
  const all = await listWorkspaces(store.db)
  const slug = textOption(input, 'workspace')
  const chosen = slug === undefined && all.length === 1 ? all[0] : all.find((each) => each.slug === slug)
  if (chosen) return chosen.id
  if (all.length === 0) throw notFound('There is no company here yet. `daybook setup` makes one.')
  const names = all.map((each) => each.slug).join(', ')
  throw invalid(
    slug === undefined
      ? `There are several companies here; name one with --workspace: ${names}.`
      : `There is no company "${slug}" here. There is: ${names}.`,
  )
}
