const DELIMITERS = [',', ';', '\t', '|'] as const
/** Far more than a heading has; a quote that is never closed must not cost more than that. */
const MOST_CHARACTERS = 20_000

/** What a CSV's cells stand between: the one that is in its first lines most often, outside of quotes. A comma where none is. */
export function csvDelimiter(text: string, { lines = 1 }: { lines?: number } = {}): string {
  const head = text
    .trimStart()
    .slice(0, MOST_CHARACTERS)
    .replace(/"[^"]*"/g, '')
    .split(/\r?\n/, lines)
    .join('\n')
  const counts = DELIMITERS.map((each) => ({ each, count: head.split(each).length }))
  return counts.toSorted((a, b) => b.count - a.count)[0]?.each ?? ','
}
