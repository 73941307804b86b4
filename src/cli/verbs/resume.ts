import { clearRestored, findRestored } from '../../db/restored.js'
import { loginUrl } from '../../db/roles.js'
import { listWorkspaces } from '../../domain/people/workspace-store.js'
import { dropHeld, type Held, listHeld } from '../../jobs/held-store.js'
import { loadJobs } from '../../jobs/registry.js'
import { openServer, type Store } from '../../open-store.js'
import { answer } from '../answer.js'
import { withStore } from '../company.js'
import { defineVerb, type VerbInput } from '../define-verb.js'

export default defineVerb({
  name: 'resume',
  summary: 'Let a restored copy take the company’s place: shows what waited to be done, and does it, or drops it',
  options: {
    drop: { type: 'boolean', summary: 'give up what waited; what comes from now on is done' },
    yes: { type: 'boolean', summary: 'without asking' },
  },
  run: (input) =>
    withStore(input, async (store) => {
      const { terminal, options } = input
      const madeAt = await findRestored(store.db.reader)
      if (madeAt === null) {
        answer(terminal, { changed: false }, 'This is no restored copy: nothing is held here.')
        return 0
      }
      const companies = await waitingOf(store)
      if (!terminal.json) for (const line of await waitingText(madeAt, companies)) terminal.err(line)
      const drop = options['drop'] === true
      if (options['yes'] !== true && !(await terminal.confirm(drop ? 'Drop it, and go on?' : 'Do it, and go on?'))) {
        answer(terminal, { ok: false, changed: false, madeAt, companies }, [])
        terminal.err('Nothing was changed. Run it again with --yes; --drop gives up what waited.')
        return 1
      }
      let dropped = 0
      if (drop) for (const { id } of companies) dropped += await dropHeld(store.db, id, GIVEN_UP)
      await release(store, input)
      answer(terminal, { changed: true, madeAt, dropped }, 'It may be served now: `daybook serve`.')
      return 0
    }),
})

const GIVEN_UP = 'Given up by `daybook resume --drop`'

type Waiting = { id: string; company: string; waiting: readonly Held[] }

async function waitingOf({ db }: Store): Promise<Waiting[]> {
  const all: Waiting[] = []
  for (const { id, slug } of await listWorkspaces(db)) all.push({ id, company: slug, waiting: await listHeld(db, id) })
  return all
}

/** Each kind of errand with what its jobs say of themselves. */
async function waitingText(madeAt: string, companies: readonly Waiting[]): Promise<string[]> {
  const jobs = await loadJobs()
  const does = (kind: string) =>
    jobs
      .of(kind)
      .map(({ summary }) => summary)
      .join('; ')
  return [
    `A copy as of ${madeAt}. If the company it was made of still runs somewhere, stop that first: both would write to the same people.`,
    ...companies.flatMap(({ company, waiting }) =>
      waiting.length === 0
        ? [`${company}: nothing waited to be done.`]
        : [
            `${company}: this waited to be done, and some of it may have been done since:`,
            ...waiting.map(lineOf(does)),
          ],
    ),
  ]
}

const lineOf =
  (does: (kind: string) => string) =>
  ({ kind, count }: Held): string =>
    `  ${String(count).padStart(5)} ${kind.padEnd(24)} ${does(kind)}`

async function release(store: Store, { config }: VerbInput): Promise<void> {
  const server = await openServer(config, () => undefined)
  try {
    await clearRestored(loginUrl(server.adminUrl, store.key.reveal(), 'daybook_migrator'))
  } finally {
    await server.stop()
  }
}
