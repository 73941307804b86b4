import type { Database } from './database.js'
import type { SqlTransaction } from './sql-types.js'

/** How callers that each want one transaction are put together into few. */
export type SharedCommits<Ask, Answer> = {
  /** Callers of one line share commits; of several lines none does. */
  lineOf(ask: Ask): string
  /** How much of a commit a caller takes up. */
  sizeOf(ask: Ask): number
  /** Does for all of one line, in one commit; all or none. Answers in their order; null for who has to be tried alone. */
  together(connection: SqlTransaction, asked: readonly Ask[]): Promise<readonly (Answer | null)[]>
  /** Does for one in a transaction of its own. */
  alone(ask: Ask): Promise<Answer>
}

type Waiting<Ask, Answer> = { ask: Ask; done(answer: Answer): void; failed(error: unknown): void }
type Line<Ask, Answer> = {
  waiting: Waiting<Ask, Answer>[]
  /** Commits under way, and the callers that they carry. */
  underWay: number
  carried: number
}

/** Two cores work, or one does while the other's commit is on its way to the disk; a third gained nothing with eight clients on two cores. */
const COMMITS_UNDER_WAY = 2
/** Few enough that a statement's plan for small loads fits, and that nobody waits long for somebody else's work. */
const MOST = 64

/**
 * Callers that ask while commits are under way share the next one: under load a commit carries many, alone a caller waits for nobody.
 * Each gets its own answer: where a shared commit is refused, everyone is tried alone, so that a fault stays with whose it is.
 */
export function shareCommits<Ask, Answer>(
  db: Database,
  shared: SharedCommits<Ask, Answer>,
): (ask: Ask) => Promise<Answer> {
  const lines = new Map<string, Line<Ask, Answer>>()

  const work = async (key: string, line: Line<Ask, Answer>) => {
    if (line.underWay >= COMMITS_UNDER_WAY) return
    line.underWay += 1
    while (line.waiting.length > 0) await workOff(db, shared, line)
    line.underWay -= 1
    if (line.underWay === 0 && line.waiting.length === 0) lines.delete(key)
  }

  return (ask) =>
    new Promise((done, failed) => {
      const key = shared.lineOf(ask)
      const line = lines.get(key) ?? { waiting: [], underWay: 0, carried: 0 }
      lines.set(key, line)
      line.waiting.push({ ask, done, failed })
      void work(key, line)
    })
}

/**
 * Commits groups, each on the connection that was used last, whose plans and caches are warm, until nobody waits or one is refused. None
 * is held while callers are tried alone: those need one too. Never throws: whatever comes of it is the callers' answer.
 */
async function workOff<Ask, Answer>(
  db: Database,
  shared: SharedCommits<Ask, Answer>,
  line: Line<Ask, Answer>,
): Promise<void> {
  const { waiting } = line
  let group: readonly Waiting<Ask, Answer>[] = []
  try {
    while (waiting.length > 0) {
      const answers = await db.loading.borrow((connection) => {
        group = nextGroup(shared, line)
        line.carried += group.length
        return togetherFor(shared, connection, group).finally(() => (line.carried -= group.length))
      })
      const left = group.filter(({ done }, at) => {
        const answer = answers[at] ?? null
        if (answer !== null) done(answer)
        return answer === null
      })
      group = []
      await answerEach(shared, left)
    }
  } catch {
    await answerEach(shared, group.length > 0 ? group : nextGroup(shared, line))
  }
}

const togetherFor = async <Ask, Answer>(
  { together }: SharedCommits<Ask, Answer>,
  connection: SqlTransaction,
  group: readonly Waiting<Ask, Answer>[],
): Promise<readonly (Answer | null)[]> =>
  group.length > 0
    ? together(
        connection,
        group.map(({ ask }) => ask),
      )
    : []

/**
 * Takes from the front as many callers as fit into one commit, at least one, and no more than its share of all who are there: the first
 * to ask went alone otherwise, and for ever, since whoever is answered asks again while the others' commit is under way.
 */
function nextGroup<Ask, Answer>(
  { sizeOf }: SharedCommits<Ask, Answer>,
  { waiting, carried }: Line<Ask, Answer>,
): Waiting<Ask, Answer>[] {
  const share = Math.ceil((waiting.length + carried) / COMMITS_UNDER_WAY)
  let count = 0
  let size = 0
  for (const { ask } of waiting) {
    size += sizeOf(ask)
    if (count > 0 && (size > MOST || count >= share)) break
    count += 1
  }
  return waiting.splice(0, count)
}

async function answerEach<Ask, Answer>(
  { alone }: SharedCommits<Ask, Answer>,
  group: readonly Waiting<Ask, Answer>[],
): Promise<void> {
  for (const { ask, done, failed } of group) {
    try {
      done(await alone(ask))
    } catch (refusal) {
      failed(refusal)
    }
  }
}
