/** A year of a busy account is some 60 MB of CAMT; a file beyond this is none that a bank gives out. */
export const MOST_BYTES = 128 * 1024 * 1024

/** Lines of one file: what one transaction stores within its time. */
export const MOST_LINES = 100_000

/** What a text field keeps. SWIFT and ISO 20022 allow 140 characters a piece; free text comes in many pieces. */
export const MOST_TEXT = 2_000
