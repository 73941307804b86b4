/** Letters that have no decomposition, as the banks' own conversion tables (EPC217-08) write them. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  ø: 'o',
  Ø: 'O',
  œ: 'oe',
  Œ: 'OE',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  þ: 'th',
  Þ: 'TH',
  ð: 'd',
  '&': '+',
  '€': 'E',
}

/** Text in the character set that every SEPA bank takes: Latin letters, digits and `/-?:().,'+` – never more than `most` of them. */
export function sepaText(text: string, most: number): string {
  const latin = [...text.normalize('NFD').replace(/\p{M}/gu, '')].map((each) => LETTERS[each] ?? each).join('')
  const clean = latin
    .replace(/[^A-Za-z0-9/\-?:().,'+ ]/g, ' ')
    .replace(/ +/g, ' ')
    .trim()
  return clean.slice(0, most).trim() || '-'
}
