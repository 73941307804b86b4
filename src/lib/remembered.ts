/** Longer than the headers that name people and types mostly are; so that what is remembered has a bound, characters. */
const LONG = 500

/**
 * The same function of a text, which answers from memory what it was asked before: mail names the same few people over and over,
 * and each of them in a dozen places. Only for functions that depend on nothing else. At `most` answers all are forgotten, so that it
 * holds little and costs nothing to keep in order; a text that is `LONG` comes once. What it answers is shared: nobody may change it.
 */
export function remembered<T>(work: (text: string) => T, most = 10_000): (text: string) => T {
  const answers = new Map<string, T>()
  return (text) => {
    if (text.length > LONG) return work(text)
    const known = answers.get(text)
    if (known !== undefined) return known
    const own = copyOf(text)
    const answer = work(own)
    if (answers.size >= most) answers.clear()
    answers.set(own, answer)
    return answer
  }
}

/** A part of a longer string keeps all of it in memory for as long as it is itself (a name, the mail it was read from). */
const copyOf = (text: string): string => Buffer.from(text, 'utf16le').toString('utf16le')
