/** A pictograph with all that is joined to it (its skin, what makes a family of several), and the space before it. */
const EMOJI =
  /[ \u00a0]?(?:(?:\p{Emoji_Presentation}|[\u{1f000}-\u{1faff}])[\ufe0f\p{Emoji_Modifier}]*(?:\u200d\p{Extended_Pictographic}[\ufe0f\p{Emoji_Modifier}]*)*)+/gu

/** What asks for a sign in colours or in a box: the sign itself is a letter of our fonts. */
const VARIANT = /[\ufe0e\ufe0f\u20e3]/g

/** A text as a document shows it: our fonts have no pictographs, and the box in their place says less than nothing. */
export const withoutEmoji = (text: string): string => text.replace(EMOJI, '').replace(VARIANT, '').replace(/^ +/, '')
