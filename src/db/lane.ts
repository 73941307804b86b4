import type { Sql, SqlTransaction } from './sql-types.js'

/** How a transaction is begun and ended. */
type Manner = {
  /** Its `begin` statement. */
  begin: string
  /** Nothing is written: the answer is there when the work is done, without waiting for the commit. */
  isRead: boolean
}

/** Connections of one login, for transactions. */
export type Lane = {
  /** Runs `work` in one transaction, of which `begin` travels with the first statement. Throws what the driver threw. */
  transaction<T>(manner: Manner, work: (sql: SqlTransaction) => Promise<T>): Promise<T>
  /** Lends `work` a connection for statements each of which is a transaction of its own. */
  borrow<T>(work: (sql: SqlTransaction) => Promise<T>): Promise<T>
  /** Waits for what is under way, five seconds at most. */
  end(): Promise<void>
}

/** Makes a connection that opens when it is first used, and is closed by nobody but its lane. */
type Connect = (onClose: () => void) => Sql

/** A pool of one connection; `sql` is it as well, until the connection is lost. */
type Line = {
  readonly pool: Sql
  readonly sql: SqlTransaction
  readonly isKept: boolean
  readonly endsAt: number
  isLost: boolean
  idle?: NodeJS.Timeout
}

/** Of each lane, so that a company that was quiet for a while is answered as fast after it. */
const KEPT = 2
const IDLE_MS = 30_000
/** A session's caches only grow. */
const LIFE_MS = 60 * 60_000
const LATEST_END_MS = 5_000

/**
 * The connection that was used last is used next. postgres.js hands those of a pool out in turns, so that all of them are cold for
 * long: a statement is prepared on each, which costs a round trip and holds up what follows, and planned anew the first five times. So
 * each connection is a pool of its own here, and whoever has it sends its `begin` and `commit` without waiting for their answers.
 */
export function makeLane(connect: Connect, most: number): Lane {
  const lines = new Set<Line>()
  const free: Line[] = []
  const waiting: ((line: Line) => void)[] = []
  let isEnded = false

  const open = (): Line => {
    const isKept = [...lines].filter((line) => line.isKept).length < KEPT
    const pool = connect(() => drop(line, 0))
    const sql = whileOpen(pool, () => line.isLost)
    const line: Line = { pool, sql, isKept, endsAt: performance.now() + LIFE_MS, isLost: false }
    lines.add(line)
    return line
  }
  /**
   * Never used again: a new one would be as cold, and this one may have words left that it would send outside of a transaction. Its
   * place is another's at once: whoever had it may have much else to do before it is given back.
   */
  const drop = (line: Line, graceS = 1) => {
    if (line.isLost) return
    line.isLost = true
    clearTimeout(line.idle)
    lines.delete(line)
    if (free.includes(line)) free.splice(free.indexOf(line), 1)
    void line.pool.end({ timeout: graceS }) // with no grace, what it has left is refused now
    const next = waiting.shift()
    if (next) next(open())
  }
  const nextFree = async (): Promise<Line> => free.pop() ?? new Promise((resolve) => waiting.push(resolve))
  const take = async (): Promise<Line> => {
    if (isEnded) throw failure('CONNECTION_ENDED')
    const line = await (free.length > 0 || lines.size >= most ? nextFree() : open())
    clearTimeout(line.idle)
    return line
  }
  const give = (line: Line) => {
    // Here and not by postgres.js: it would close a connection between two statements of a transaction.
    if (performance.now() > line.endsAt) drop(line)
    if (line.isLost) return
    const next = waiting.shift()
    if (next) return next(line)
    free.push(line)
    if (!line.isKept) line.idle = setTimeout(() => drop(line), IDLE_MS).unref()
  }

  return {
    transaction: async (manner, work) => {
      const line = await take()
      return inTransaction(line.sql, manner, work, () => give(line))
    },
    borrow: async (work) => {
      const line = await take()
      return work(line.sql).finally(() => give(line))
    },
    end: async () => {
      isEnded = true
      const idle = new Set(await Promise.all([...lines].map(() => Promise.race([nextFree(), late()]))))
      // Whoever is late by now is cut off: given back after this, its connection would be nobody's.
      await Promise.all([...lines].map((line) => line.pool.end({ timeout: idle.has(line) ? 5 : 0 })))
    },
  }
}

const failure = (code: string): Error => Object.assign(new Error('There is no connection to the database.'), { code })

const late = (): Promise<undefined> =>
  new Promise((resolve) => void setTimeout(() => resolve(undefined), LATEST_END_MS).unref())

const nothing = () => undefined

async function inTransaction<T>(
  sql: SqlTransaction,
  { begin, isRead }: Manner,
  work: (sql: SqlTransaction) => Promise<T>,
  give: () => void,
): Promise<T> {
  const send = (statement: string) => sql.unsafe(statement).execute()
  let value: T
  try {
    send(begin).catch(nothing) // what it fails by, the work's first statement does too
    value = await work(sql)
  } catch (thrown) {
    rolledBack(sql).then(give, give)
    throw thrown
  }
  if (isRead) {
    send('commit').catch(nothing)
    give() // what the next one sends is answered after this
    return value
  }
  try {
    // What is deferred is checked on the way to the commit: a violation there would come without its SQLSTATE.
    const [, committed] = await Promise.all([send('set constraints all immediate'), send('commit')])
    if (committed.command !== 'COMMIT') throw new Error('A statement was refused, and the work went on.')
    return value
  } finally {
    give()
  }
}

const rolledBack = async (sql: SqlTransaction): Promise<unknown> => sql.unsafe('rollback').execute()

/** Sends nothing more once the connection is lost: it would go out on the next one, outside of the transaction. */
function whileOpen(pool: Sql, isLost: () => boolean): SqlTransaction {
  const check = () => {
    if (isLost()) throw failure('CONNECTION_CLOSED')
  }
  const sql = (...words: Parameters<Sql>) => {
    check()
    return pool(...words)
  }
  const unsafe: Sql['unsafe'] = (...words) => {
    check()
    return pool.unsafe(...words)
  }
  return Object.assign(sql, pool, { unsafe }) as unknown as SqlTransaction
}
