import type { Tx } from '../../db/in-workspace.js'
import { sqlInTx } from '../../db/sql-in-tx.js'
import { clip } from '../../lib/text.js'
import { type ImportContext, type Outcome, RowFault } from '../define-import.js'

type Named = 'company' | 'contact' | 'product' | 'staff'

/** A row names something that isn't there; names like it are looked up once for all rows of a chunk. */
export class UnknownName extends RowFault {
  readonly kind: Named

  constructor(kind: Named, field: string, value: string) {
    super(field, value, `There is no ${WORDS[kind]} “${clip(value, 80)}”`)
    this.kind = kind
  }
}

const WORDS: Record<Named, string> = { company: 'company', contact: 'contact', product: 'product', staff: 'colleague' }
const CREATE: Partial<Record<Named, string>> = { company: 'companies', product: 'products', staff: 'staff' }
const LIKE_ENOUGH = 0.45
/** A second name is offered where it is nearly as like as the first. */
const CLEARLY = 0.85
/** So many names of a chunk are looked up: a file that has nothing to do with what is here needs no suggestions. */
const MOST = 100

type Near = { kind: Named; wanted: string; ref: string; title: string; likeness: number }

/** Says of each name that isn't there which ones are like it. */
export async function withNearNames(
  tx: Tx,
  outcomes: readonly (Outcome | RowFault)[],
  { create }: ImportContext,
): Promise<readonly (Outcome | RowFault)[]> {
  const unknown = outcomes.filter((each) => each instanceof UnknownName)
  if (unknown.length === 0) return outcomes
  const near = await nearNames(tx, unknown)
  return outcomes.map((each) => {
    if (!(each instanceof UnknownName)) return each
    const found = near.filter(({ kind, wanted }) => kind === each.kind && wanted === each.value)
    return new RowFault(each.field, each.value, `${each.userMessage}${advice(each, found, create)}`)
  })
}

function advice(unknown: UnknownName, found: readonly Near[], create: ReadonlySet<string>): string {
  const { kind, field, value } = unknown
  const best = Math.max(0, ...found.map(({ likeness }) => likeness))
  const names = found
    .filter(({ likeness }) => likeness > CLEARLY * best)
    .map(({ title, ref }) => `${title} (${ref})`)
    .join(' or ')
  if (names) return `; did you mean ${names}?`
  if (kind === 'staff' && !value?.includes('@')) return `. ${howToAdd(field, value)}`
  const word = CREATE[kind]
  if (word === undefined || create.has(word)) return '.'
  return `. Import it first, or say --create ${word}.`
}

/** Of a colleague who is named without an address. */
const howToAdd = (field: string | null, name: string | null): string =>
  `Add them with their address first (daybook staff add ADDRESS --name "${name}"), or leave the column out: --map ${field}=.`

async function nearNames(tx: Tx, unknown: readonly UnknownName[]): Promise<Near[]> {
  const { sql } = sqlInTx(tx)
  const wanted = new Map(unknown.map(({ kind, value }) => [`${kind} ${value}`, { kind, wanted: value ?? '' }]))
  return sql<Near[]>`
    select w.kind, w.wanted, n.ref, n.title, n.similarity::float8 as likeness
      from json_to_recordset(${JSON.stringify([...wanted.values()].slice(0, MOST))}::text::json) as w(kind text, wanted text)
      cross join lateral (select ref, title, similarity from search.near(w.kind, left(w.wanted, 200), 2) where similarity >= ${LIKE_ENOUGH}::real) n`
}
