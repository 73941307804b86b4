import type { GivenFile } from './bill-file.js'

/** A PDF may have some bytes before its mark (ISO 32000-1, annex H). */
const PDF_WITHIN = 1024

/** How the pictures that telephones and scanners make begin: JPEG, PNG, GIF, TIFF (either order), WebP, and HEIC or AVIF by their brands. */
const PICTURE =
  /^(?:\xff\xd8\xff|\x89PNG\r\n|GIF8|II\*\0|MM\0\*|RIFF[^]{4}WEBP|[^]{4}ftyp(?:hei[cmsx]|hev[cmsx]|mif1|msf1|avi[fs]))/

/**
 * Why a file isn't what its name says, when that is a picture or a PDF; null when it is. Nobody could look at it when it has to prove
 * something, and who sent it may no longer have the real one then.
 */
export function notAsNamed({ name, contentType, bytes }: GivenFile): string | null {
  const [said, isIt] = contentType.startsWith('image/')
    ? (['picture', isPicture] as const)
    : contentType === 'application/pdf'
      ? (['PDF', isPdf] as const)
      : (['', () => true] as const)
  if (bytes.length === 0 || isIt(bytes)) return null
  const real = isPdf(bytes) ? ' but a PDF' : isPicture(bytes) ? ' but a picture' : ''
  return real === ''
    ? `${name} is no ${said} and can’t be looked at: send the photograph itself, or a PDF.`
    : `${name} is no ${said}${real}: give it the right ending and send it again.`
}

const beginning = (bytes: Uint8Array, length: number): string =>
  Buffer.from(bytes.subarray(0, length)).toString('latin1')

const isPicture = (bytes: Uint8Array): boolean => PICTURE.test(beginning(bytes, 16))

const isPdf = (bytes: Uint8Array): boolean => beginning(bytes, PDF_WITHIN).includes('%PDF-')
