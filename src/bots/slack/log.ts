import { type Logger as BoltLogger, LogLevel } from '@slack/bolt'
import type { Logger } from '../../lib/logger.js'

/** Bolt's and the Web client's log lines, in ours. */
export function boltLogger(log: Logger): BoltLogger {
  const slack = log.child({ face: 'slack' })
  const say =
    (level: 'debug' | 'info' | 'warn' | 'error') =>
    (...messages: unknown[]) =>
      slack[level](messages.map(String).join(' '))
  return {
    debug: say('debug'),
    info: say('debug'),
    warn: say('warn'),
    error: say('error'),
    setLevel: () => undefined,
    getLevel: () => LogLevel.WARN,
    setName: () => undefined,
  }
}
