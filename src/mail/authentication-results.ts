/** One method's verdict of an Authentication-Results header (RFC 8601 §2.2). */
export type Verdict = { method: string; result: string; properties: ReadonlyMap<string, string> }

/**
 * The verdicts of our own mail server: those of the topmost Authentication-Results headers under one of its names, above any
 * Received header but its own first. Anybody can write such a header into a mail, but only below what our server adds at
 * the top; so the first under another name ends the search.
 */
export function believedVerdicts(bytes: Buffer, authservIds: readonly string[]): Verdict[] {
  if (authservIds.length === 0) return []
  const verdicts: Verdict[] = []
  for (const { name, value } of headersOf(bytes)) {
    if (name !== 'authentication-results') continue
    const [id = '', ...methods] = withoutComments(value)
      .split(';')
      .map((part) => part.trim())
    const authservId = id.split(/\s/)[0]?.toLowerCase() ?? ''
    if (!authservIds.some((each) => each.toLowerCase() === authservId)) return verdicts
    verdicts.push(...methods.flatMap(verdictOf))
    return verdicts
  }
  return verdicts
}

function verdictOf(text: string): Verdict[] {
  const [method, ...rest] = text.split(/\s+/)
  const [name = '', result = ''] = (method ?? '').toLowerCase().split('=')
  if (!name || !result) return []
  const properties = rest.flatMap((each): [string, string][] => {
    const at = each.indexOf('=')
    return at < 1
      ? []
      : [
          [
            each.slice(0, at).toLowerCase(),
            each
              .slice(at + 1)
              .replace(/^"|"$/g, '')
              .toLowerCase(),
          ],
        ]
  })
  return [{ method: name.split('/')[0] ?? name, result, properties: new Map(properties) }]
}

const withoutComments = (value: string): string => {
  let text = value
  for (let before = ''; before !== text; ) {
    before = text
    text = text.replace(/\([^()]*\)/g, ' ')
  }
  return text
}

/** The headers of a mail in their order, unfolded, names in lower case. */
export function* headersOf(bytes: Buffer): Generator<{ name: string; value: string }> {
  const text = bytes
    .subarray(0, 512 * 1024)
    .toString('latin1')
    .replace(/\r\n?/g, '\n')
  const end = text.indexOf('\n\n')
  const block = (end < 0 ? text : text.slice(0, end)).replace(/\n[ \t]+/g, ' ')
  for (const line of block.split('\n')) {
    const at = line.indexOf(':')
    if (at > 0) yield { name: line.slice(0, at).trim().toLowerCase(), value: line.slice(at + 1) }
  }
}
