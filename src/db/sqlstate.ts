import { AppError, type ErrorCode } from '../lib/errors.js'

type Rule = { code: ErrorCode; say: (fault: DatabaseFault) => string }

/** What either driver tells about a failed statement, in one shape. */
export type DatabaseFault = {
  sqlstate: string
  message: string
  constraint: string | undefined
  /** Our own functions raise class `DB` with a JSON object as DETAIL. */
  detail: Record<string, unknown>
}

const unfit = 'One of the values is not of the kind that belongs there. Nothing was changed.'
const retry = 'Somebody changed this at the same moment. Nothing was done; please try again.'

/** SQLSTATE (PostgreSQL appendix A) → what it means to us. Class `DB` is raised by our own functions, with a finished sentence. */
const rules: Record<string, Rule> = {
  '23505': {
    code: 'conflict',
    say: (f) => `That already exists (${f.constraint ?? 'a unique rule'}). Nothing was changed.`,
  },
  '23503': {
    code: 'invalid',
    say: () => 'That refers to a record that is not there, or one that others still refer to.',
  },
  // As 23503, since Postgres 18 says it apart: what others refer to is not removed.
  '23001': {
    code: 'invalid',
    say: () => 'Other records still refer to that, so it stays. Nothing was changed.',
  },
  '23514': {
    code: 'invalid',
    say: (f) => `That breaks the rule ${f.constraint ?? 'of the record'}. Nothing was changed.`,
  },
  '23502': { code: 'invalid', say: () => 'A required value is missing. Nothing was changed.' },
  // Not an id, a day or a number, or one that is too large; a character that can't be stored.
  '22P02': { code: 'invalid', say: () => unfit },
  '22003': { code: 'invalid', say: () => unfit },
  '22007': { code: 'invalid', say: () => unfit },
  '22008': { code: 'invalid', say: () => unfit },
  '22021': { code: 'invalid', say: () => unfit },
  '42501': { code: 'forbidden', say: () => 'That is not allowed here.' },
  '40001': { code: 'conflict', say: () => retry },
  '40P01': { code: 'conflict', say: () => retry },
  '55P03': { code: 'limited', say: () => 'The record is busy. Please try again.' },
  '57014': { code: 'limited', say: () => 'That took too long and was stopped. Ask for less at once.' },
}

/** Prisma's own codes where the adapter does not hand on the SQLSTATE. */
const prismaCodes: Record<string, string> = {
  P2002: '23505',
  P2003: '23503',
  P2004: '23514',
  P2007: '22P02',
  P2011: '23502',
  P2020: '22003',
  P2023: '22P02',
  P2034: '40001',
  P2039: '42501',
  // Not reached, too slow to connect, closed the connection, no connection free in time: connection_failure.
  P1001: '08006',
  P1002: '08006',
  P1017: '08006',
  P2024: '08006',
  // A transaction that took longer than it may.
  P2028: '57014',
}

/** Class 08, 57P and 53: the server is not there or cannot take more. */
const unavailable = (state: string) => /^(08|57P|53)/.test(state)

/** How the drivers and Node say that the line to the server broke or never came about. */
const brokenLine =
  /^(ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|CONNECTION_\w+|CONNECT_TIMEOUT)$/
/** node-postgres has no code for these. */
const brokenWords = /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying)/

/** Turns whatever a driver threw into an `AppError`; an `AppError` passes through. */
export function fromDatabase(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const fault = readFault(thrown)
  if (!fault) return new AppError('internal', 'Something went wrong on our side. Nothing was changed.', {}, thrown)
  const detail = { ...fault.detail, sqlstate: fault.sqlstate, constraint: fault.constraint }
  if (fault.sqlstate.startsWith('DB')) return new AppError('refused', fault.message, detail, thrown)
  if (unavailable(fault.sqlstate))
    return new AppError('unavailable', 'The database cannot be reached just now. Please try again.', detail, thrown)
  const rule = rules[fault.sqlstate]
  if (!rule) return new AppError('internal', 'Something went wrong on our side. Nothing was changed.', detail, thrown)
  return new AppError(rule.code, rule.say(fault), detail, thrown)
}

type Raw = Record<string, unknown>
const isRaw = (value: unknown): value is Raw => typeof value === 'object' && value !== null
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

/** postgres.js puts the fields on the error; Prisma's adapter nests them in `meta.driverAdapterError.cause` (or `cause`). */
function readFault(thrown: unknown): DatabaseFault | undefined {
  for (const raw of chain(thrown)) {
    const state = text(raw['originalCode']) ?? text(raw['sqlState']) ?? text(raw['code'])
    const isBroken = brokenLine.test(state ?? '') || brokenWords.test(text(raw['message']) ?? '')
    const sqlstate = isBroken ? '08006' : state && prismaCodes[state] ? prismaCodes[state] : state
    if (!sqlstate || !/^[0-9A-Z]{5}$/.test(sqlstate) || /^P\d{4}$/.test(sqlstate)) continue
    return {
      sqlstate,
      message: text(raw['originalMessage']) ?? text(raw['message']) ?? sqlstate,
      constraint: text(raw['constraint_name']) ?? constraintOf(raw['constraint']),
      detail: parseDetail(text(raw['detail'])),
    }
  }
  return undefined
}

/** The error and what it wraps, innermost first: the innermost has the SQLSTATE. */
function chain(thrown: unknown): Raw[] {
  const found: Raw[] = []
  for (let at: unknown = thrown; isRaw(at) && found.length < 10; at = at['cause'] ?? inner(at['meta'])) found.push(at)
  return found.reverse()
}

const inner = (meta: unknown): unknown => (isRaw(meta) ? meta['driverAdapterError'] : undefined)

function constraintOf(value: unknown): string | undefined {
  if (!isRaw(value)) return text(value)
  const fields = value['fields']
  return text(value['index']) ?? (Array.isArray(fields) ? fields.join(', ') : undefined)
}

function parseDetail(detail: string | undefined): Record<string, unknown> {
  if (!detail?.startsWith('{')) return {}
  try {
    return JSON.parse(detail) as Record<string, unknown>
  } catch {
    return { detail }
  }
}
