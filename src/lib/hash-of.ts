import { createHash } from 'node:crypto'

/** SHA-256 of content, hex: what the same bytes are known by wherever they come from. */
export const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
