import { type Logger, pino } from 'pino'

export type { Logger }

/** JSON lines on stderr (stdout belongs to the commands' answers). */
export function makeLogger(level: string): Logger {
  return pino({ level, base: null, redact: ['password', '*.password', 'token', '*.token'] }, pino.destination(2))
}
