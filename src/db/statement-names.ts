/** A statement that changes with its values (a list of them, say) must not fill the server's memory: each connection keeps every name. */
const MOST_NAMED = 500
const MOST_SEEN = 2_000

/**
 * Names what is sent again, so that the server parses and plans it once a connection and not every time (PostgreSQL: PREPARE). Unnamed
 * is what was not seen before, and what comes after the first 500.
 */
export function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>()
  const seen = new Set<string>()
  return ({ sql }) => {
    const known = names.get(sql)
    if (known !== undefined) return known
    if (seen.delete(sql) && names.size < MOST_NAMED) {
      const name = `daybook_${names.size}`
      names.set(sql, name)
      return name
    }
    if (seen.size >= MOST_SEEN) seen.clear()
    seen.add(sql)
    return ''
  }
}
