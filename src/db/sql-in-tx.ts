import type { Tx } from './in-workspace.js'
import type { SqlTransaction } from './sql-types.js'
import type { SqlScope } from './sql-workspace.js'

/**
 * The set-based lane inside a business transaction: the same statements, sent over its connection, so that what a command
 * changes and what follows from it set-wise happen together or not at all. Knows what the stores use: values, nested
 * fragments and `sql('identifier')`. A `date` comes as a `Date` here and as text there: stores that are used on both lanes ask for
 * `::text`.
 */
export function sqlInTx(tx: Tx): SqlScope {
  const sql = (first: unknown, ...values: unknown[]): unknown =>
    isTemplate(first) ? new Statement(tx, first, values) : new Identifier(String(first))
  return { sql: sql as unknown as SqlTransaction, scope: tx.scope, now: tx.now }
}

const isTemplate = (value: unknown): value is TemplateStringsArray => Array.isArray(value) && 'raw' in value

class Identifier {
  readonly quoted: string
  constructor(name: string) {
    this.quoted = `"${name.replaceAll('"', '""')}"`
  }
}

/** Sent when it is awaited, as in postgres.js; one that is put into another is a part of it. */
class Statement implements PromiseLike<unknown> {
  readonly #tx: Tx
  readonly #texts: TemplateStringsArray
  readonly #values: readonly unknown[]

  constructor(tx: Tx, texts: TemplateStringsArray, values: readonly unknown[]) {
    this.#tx = tx
    this.#texts = texts
    this.#values = values
  }

  #write(params: unknown[]): string {
    return this.#texts.reduce((text, next, at) => `${text}${this.#part(this.#values[at - 1], params)}${next}`)
  }

  #part(value: unknown, params: unknown[]): string {
    if (value instanceof Statement) return value.#write(params)
    if (value instanceof Identifier) return value.quoted
    params.push(value)
    return `$${params.length}`
  }

  // biome-ignore lint/suspicious/noThenProperty: it is awaited like a statement of postgres.js
  // oxlint-disable-next-line unicorn/no-thenable
  then<A, B>(
    done?: ((rows: unknown) => A | PromiseLike<A>) | null,
    failed?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): PromiseLike<A | B> {
    const params: unknown[] = []
    const text = this.#write(params)
    const rows: PromiseLike<unknown> = this.#tx.prisma.$queryRawUnsafe(text, ...params)
    // oxlint-disable-next-line promise/no-callback-in-promise
    return rows.then(done, failed)
  }
}
