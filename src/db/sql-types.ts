import type postgres from 'postgres'

/**
 * How postgres.js parses what comes back: the one place. bigint → bigint (never number), date → `YYYY-MM-DD`, timestamptz →
 * Date (its own default), numeric stays a string.
 */
export const sqlTypes = {
  bigint: {
    to: 20,
    from: [20],
    serialize: (value: bigint) => value.toString(),
    parse: (text: string) => BigInt(text),
  },
  isoDate: { to: 1082, from: [1082], serialize: (value: string) => value, parse: (text: string) => text },
}

export type SqlTypes = { bigint: bigint; isoDate: string }

export type Sql = postgres.Sql<SqlTypes>
export type SqlTransaction = postgres.TransactionSql<SqlTypes>
