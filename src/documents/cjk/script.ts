/** What DejaVu has no letters for: Chinese, Japanese, Korean, and their punctuation and wide forms. */
const CJK = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}\p{sc=Bopo}\u3000-\u303f\u30fb\u30fc\uff00-\uffef]/u
const KANA = /[\p{sc=Hira}\p{sc=Kana}]/u
const HANGUL = /\p{sc=Hang}/u

/** Whose shapes a letter is set in: the same code point is drawn otherwise in Japan than in China. */
export type CjkFamily = 'sc' | 'jp' | 'kr'

/** Whether a text, or a letter, needs a font of these. */
export const hasCjk = (text: string): boolean => CJK.test(text)

/**
 * Which families are asked for the letters of a text, in order. Its own script tells whose it is; where it has Chinese characters
 * alone, the rest of the document does.
 */
export function familiesFor(text: string, document: string): readonly CjkFamily[] {
  if (HANGUL.test(text)) return ['kr', 'jp', 'sc']
  if (KANA.test(text) || KANA.test(document)) return ['jp', 'sc', 'kr']
  return ['sc', 'jp', 'kr']
}
