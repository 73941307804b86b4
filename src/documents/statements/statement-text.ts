import { clip, oneLine, storable } from '../../lib/text.js'
import { MOST_TEXT } from './limits.js'

/** A text field as it is kept: one line, storable, not endless; null when nothing is left. */
export function field(text: string | null | undefined): string | null {
  const kept = clip(oneLine(storable(text ?? '')), MOST_TEXT)
  return kept === '' ? null : kept
}

/** What banks write where the payer gave no reference. */
const NOT_PROVIDED = /^(not ?provided|nonref|keine|none|n\/a)$/i

/** A reference, or null where the bank only says that there is none. */
export function reference(text: string | null | undefined): string | null {
  const kept = field(text)
  return kept === null || NOT_PROVIDED.test(kept) ? null : kept
}
