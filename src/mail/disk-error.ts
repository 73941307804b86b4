import { AppError } from '../lib/errors.js'

const FULL = ['ENOSPC', 'EDQUOT', 'EFBIG']

/** What a disk says (Node's error) in words for whoever looks after it. `meanwhile`: what becomes of what it keeps, as a sentence. */
export function diskError(thrown: { code?: unknown }, { keeps, meanwhile }: { keeps: string; meanwhile: string }) {
  const code = typeof thrown.code === 'string' ? thrown.code : 'unknown'
  const said = FULL.includes(code)
    ? `The disk that keeps ${keeps} is full. Make room.`
    : `The disk that keeps ${keeps} can't be used (${code}).`
  return new AppError('unavailable', `${said} ${meanwhile}`, { code }, thrown)
}
