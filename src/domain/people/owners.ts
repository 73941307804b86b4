import type { SqlPart, SqlScope } from '../../db/sql-workspace.js'

/** Whose records are meant: everybody's, or those of some members of staff. What nobody owns is among everybody's alone. */
export type Owners = 'all' | readonly string[]

/** Records that are among both. */
export const ownersOfBoth = (one: Owners, other: Owners): Owners =>
  one === 'all' ? other : other === 'all' ? one : one.filter((id) => other.includes(id))

export const isAmong = (owners: Owners, ownerId: string | null): boolean =>
  owners === 'all' || (ownerId !== null && owners.includes(ownerId))

/**
 * "and this column is one of these": a list of ids and not a look at teams, because `exists` beside other conditions is planned
 * badly on tables without statistics. Nothing where all are meant.
 */
export const amongOwners = ({ sql }: SqlScope, column: SqlPart, owners: Owners = 'all') =>
  owners === 'all' ? sql`` : sql`and ${column} = any (${[...owners]}::uuid[])`
