import { clip } from '../../../lib/text.js'

/** Slack's three reserved characters (docs: "Formatting text"): record names may hold them, our own markup may not be hurt. */
export const escape = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;')

/** At most so many characters of what is escaped already, cut neither within an escape nor within a token. */
export const clipEscaped = (text: string, limit: number): string =>
  clip(text, limit).replace(/(?:&[a-z]*|<[^>]*)…$/, '…')
