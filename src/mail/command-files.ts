import { MOST_BYTES } from '../domain/payables/bill-file.js'
import { mailParts } from './mail-parts.js'

/** More come with no command that a mail can give. */
const MOST = 5
const SIGNATURE = /^application\/(x-)?(pkcs7|pgp)-/

/** The files that a mail to the assistant brings for its command. Pictures within its text and signatures are none of them. */
export async function commandFiles(bytes: Buffer): Promise<{ name: string; bytes: Uint8Array }[]> {
  const { parts, html } = await mailParts(bytes)
  return parts
    .filter(
      ({ filename, contentType, contentId, content }) =>
        filename !== '' &&
        content.length <= MOST_BYTES &&
        !SIGNATURE.test(contentType) &&
        !(contentId !== null && html?.includes(`cid:${contentId.replace(/^<|>$/g, '')}`)),
    )
    .slice(0, MOST)
    .map(({ filename, content }) => ({ name: filename, bytes: content }))
}
