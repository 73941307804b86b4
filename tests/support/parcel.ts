import { letter } from './letter.js'

export type Enclosed = { name: string; bytes: Buffer; type?: string }

/** The raw bytes of a mail with files in it (RFC 2046 §5.1.3). */
export const parcel = (given: Omit<Parameters<typeof letter>[0], 'headers'>, files: readonly Enclosed[]): string =>
  letter({
    ...given,
    headers: { 'Content-Type': 'multipart/mixed; boundary="parcel"' },
    text: [
      `--parcel\nContent-Type: text/plain; charset=utf-8\n\n${given.text ?? 'See the files.'}`,
      ...files.map(
        ({ name, bytes, type = 'application/octet-stream' }) =>
          `--parcel\nContent-Type: ${type}\nContent-Disposition: attachment; filename="${name}"\nContent-Transfer-Encoding: base64\n\n${folded(bytes)}`,
      ),
      '--parcel--',
    ].join('\n'),
  })

/** RFC 2045 §6.8: at most 76 characters a line. */
const folded = (bytes: Buffer): string => bytes.toString('base64').replace(/.{76}/g, '$&\n')
