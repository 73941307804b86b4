import { no, ok, type Result } from '../lib/result.js'
import { renderPdf } from './render-pdf.js'

/** It is in every document and each of its pages' cost, bytes. */
const MOST_BYTES = 200_000
/** A side of a PNG, pixels: it is unpacked where it is set, and a small file can hold a large picture. */
const MOST_PIXELS = 3_000

const PNG = Buffer.from('89504e470d0a1a0a', 'hex')
const JPEG = Buffer.from('ffd8ff', 'hex')

/** A picture as the letterhead keeps it, a data URL, once a page was made with it: one that can't be set would stop every invoice. */
export async function readLogo(bytes: Uint8Array): Promise<Result<string>> {
  const file = Buffer.from(bytes)
  const type = file.subarray(0, 8).equals(PNG) ? 'png' : file.subarray(0, 3).equals(JPEG) ? 'jpeg' : null
  if (type === null) return no('It is neither a PNG nor a JPEG.')
  if (file.length > MOST_BYTES)
    return no(`It has ${Math.ceil(file.length / 1000)} kB, and a logo may have ${MOST_BYTES / 1000}: make it smaller.`)
  if (type === 'png' && file.length < 24) return no('It breaks off.')
  if (type === 'png' && Math.max(file.readUInt32BE(16), file.readUInt32BE(20)) > MOST_PIXELS)
    return no(`It has a side of more than ${MOST_PIXELS} pixels: make it smaller.`)
  const image = `data:image/${type};base64,${file.toString('base64')}`
  try {
    await renderPdf({ content: [{ image, fit: [150, 48] }] })
  } catch (error) {
    return no('It can’t be read as a picture: save it anew as PNG.', { said: String(error) })
  }
  return ok(image)
}
