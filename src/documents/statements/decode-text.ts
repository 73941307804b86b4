import iconv from 'iconv-lite'

/**
 * Bytes as text: a byte order mark decides, then what the file declares of itself (XML's `encoding`, OFX's `CHARSET`), then
 * whether it is UTF-8; what isn't is Windows-1252, which banks write without saying so.
 */
export function decodeText(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return iconv.decode(buffer, 'utf16le')
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return iconv.decode(buffer, 'utf16be')
  if (buffer[0] === 0x3c && buffer[1] === 0) return iconv.decode(buffer, 'utf16le')
  const declared = declaredEncoding(buffer.subarray(0, 400).toString('latin1'))
  if (declared !== null && iconv.encodingExists(declared) && !/^utf-?8$/i.test(declared))
    return withoutMark(iconv.decode(buffer, declared))
  return withoutMark(isUtf8(buffer) ? buffer.toString('utf8') : iconv.decode(buffer, 'win1252'))
}

const withoutMark = (text: string): string => text.replace(/^\ufeff/, '')

/** `USASCII` with `CHARSET:1252` is OFX for Windows-1252; plain ASCII is read by the sniffing as well. */
function declaredEncoding(head: string): string | null {
  const xml = /<\?xml[^>]*\bencoding=["']([\w.-]+)["']/i.exec(head)?.[1]
  if (xml) return /^(us-)?ascii$/i.test(xml) ? null : xml
  const charset = /^CHARSET:\s*([\w-]+)/m.exec(head)?.[1]
  if (charset && /^ENCODING:\s*(USASCII|UNICODE)/m.test(head)) return charset === '1252' ? 'win1252' : null
  return null
}

function isUtf8(buffer: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(buffer)
    return true
  } catch {
    return false
  }
}
