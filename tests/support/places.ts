import path from 'node:path'

export const ROOT = path.resolve(import.meta.dirname, '../..')
/** Kept between runs: the test server's home, and programs that were unpacked because nobody could install them. */
export const CACHE = path.join(ROOT, '.cache')
