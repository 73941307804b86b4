import { lineFeeds, storable } from '../lib/text.js'

/** Text that can be stored, its lines ended by `\n`. */
export const cleanText = (text: string): string => lineFeeds(storable(text))

/** One line: white space and control characters are a single space, at most `max` characters. */
export const cleanLine = (text: string, max: number): string =>
  cleanText(text)
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, max)
    .replace(/\p{Surrogate}$/u, '')
