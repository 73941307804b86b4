/** Text that Postgres and JSON can hold: no NUL, no half of a surrogate pair, lines ended by `\n`. */
export const cleanText = (text: string): string =>
  text
    .replace(/\0/g, '')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/\r\n?/g, '\n')

/** One line: white space and control characters are a single space, at most `max` characters. */
export const cleanLine = (text: string, max: number): string =>
  cleanText(text)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, max)
    .replace(/\p{Surrogate}$/u, '')
