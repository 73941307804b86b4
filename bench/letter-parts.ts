import libqp from 'libqp'
import type { Dice } from './dice.js'

const SYLLABLES =
  'ba be bo da de di fa fe ga go ha he in ka ke la le lo ma me mi na ne no or pa pe ra re ri sa sé ta tü to un va ve wa zi'.split(
    ' ',
  )
/** Words by rank: a thousand in common use, and more the longer one reads, as in any language. */
const wordAt = (rank: number): string => {
  let word = ''
  for (let rest = rank + 41; rest > 0; rest = Math.floor(rest / SYLLABLES.length))
    word += SYLLABLES[rest % SYLLABLES.length]
  return word
}
const COMMON = Array.from({ length: 1_000 }, (_, rank) => wordAt(rank))

/** Zipf's law, roughly: rank 1 is a hundred times as frequent as rank 100; one word in forty is rare. */
const word = (dice: Dice): string =>
  dice.below(40) === 0 ? wordAt(1_000 + dice.below(200_000)) : (COMMON[Math.floor(1_000 ** dice.share()) - 1] ?? 'the')

export function sentence(dice: Dice): string {
  const words = Array.from({ length: 6 + dice.below(12) }, () => word(dice))
  if (dice.below(6) === 0) words.push(`${dice.below(90_000)}.${10 + dice.below(90)}`, 'EUR')
  const text = words.join(' ')
  return `${text[0]?.toUpperCase()}${text.slice(1)}.`
}

/** Paragraphs of one to five sentences, in lines of at most 76 characters. */
export const paragraphs = (dice: Dice, count: number): string[] =>
  Array.from({ length: count }, () => Array.from({ length: 1 + dice.below(5) }, () => sentence(dice)).join(' '))

export const wrapped = (text: string): string => text.replace(/(.{1,76})(?: |$)/g, '$1\r\n')

/** Newsletters and office programs wrap a little text in a lot of markup. */
export function html(texts: readonly string[]): string {
  const style = 'font-family:Calibri,Arial,sans-serif;font-size:11pt;color:#1f1f1f;margin:0 0 12px 0'
  const blocks = texts.map(
    (text) => `<tr><td style="${style}"><p class="MsoNormal">${wrapped(text)}<o:p></o:p></p></td></tr>`,
  )
  return [
    '<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style>',
    'p.MsoNormal {margin:0cm; font-size:11.0pt;} a:link {color:#0563C1;} .footer {color:#888;}',
    '</style></head><body lang="EN" link="#0563C1"><table width="600" cellpadding="0" cellspacing="0" border="0">',
    ...blocks,
    '<tr><td class="footer"><a href="https://www.example.com/legal?utm_source=mail">Terms &amp; imprint</a></td></tr>',
    '</table></body></html>',
  ].join('\r\n')
}

/** A file of random bytes, in base64: no two alike. */
export function attachment(dice: Dice, bytes: number, name: string, type: string): string {
  const body = dice.bytes(bytes).toString('base64').replace(/.{76}/g, '$&\r\n')
  return [
    `Content-Type: ${type}; name="${name}"`,
    `Content-Disposition: attachment; filename="${name}"`,
    'Content-Transfer-Encoding: base64',
    '',
    body,
  ].join('\r\n')
}

export const multipart = (boundary: string, kind: string, parts: readonly string[]): string =>
  [
    `Content-Type: multipart/${kind}; boundary="${boundary}"`,
    '',
    ...parts.map((part) => `--${boundary}\r\n${part}`),
    `--${boundary}--`,
    '',
  ].join('\r\n')

export const textPart = (text: string): string => `Content-Type: text/plain; charset=utf-8\r\n\r\n${text}`

export const htmlPart = (text: string): string =>
  `Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n${libqp.wrap(libqp.encode(text), 76)}`
