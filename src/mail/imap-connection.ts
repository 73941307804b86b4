import { ImapFlow } from 'imapflow'
import type { MailAccount } from '../domain/correspondence/mailbox-account.js'
import { AppError } from '../lib/errors.js'
import type { Logger } from '../lib/logger.js'
import { fetchAccessToken } from './access-token.js'
import { limits } from './limits.js'

/** One deadline over name look-up, TCP, TLS and greeting; beyond it a server is as good as down. */
const CONNECT_MS = 20_000
/** No byte for so long, and the connection is dead: IDLE is renewed sooner than that. */
const SILENCE_MS = 5 * 60_000
/** RFC 2177 asks for less than 29 minutes; NATs and firewalls forget sooner. */
const IDLE_RENEW_MS = 4 * 60_000

export type ConnectOptions = {
  /** Accepts any server without TLS or a valid certificate. On this very machine (loopback) both are accepted anyway. */
  insecure: boolean
  log: Logger
  signal: AbortSignal
  /** Keeps a refresh token that the provider gave in place of the old one. */
  onNewToken?: (refreshToken: string) => Promise<void>
}

/**
 * A connection that is logged in. Errors are `unavailable` (try again) or `refused` (wrong password, no TLS: a person must
 * act). Aborting closes it, whatever it is doing.
 */
export async function connectImap(account: MailAccount, options: ConnectOptions): Promise<ImapFlow> {
  const { insecure, log, signal } = options
  signal.throwIfAborted()
  const auth = await credentialsOf(account, options)
  const relaxed = insecure || isLoopback(account.host)
  const client = new ImapFlow({
    host: account.host,
    port: account.port,
    secure: account.secure,
    auth,
    // Credentials never go over a plain line: without TLS from the start the server must offer STARTTLS.
    ...(account.secure || relaxed ? {} : { doSTARTTLS: true }),
    tls: { rejectUnauthorized: !relaxed },
    qresync: true,
    disableAutoIdle: true,
    maxIdleTime: IDLE_RENEW_MS,
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    maxLiteralSize: limits.messageBytes + 1024,
    maxResponseSize: limits.messageBytes + 1024 * 1024,
    logger: false,
  })
  // Without a listener an error after connect() would end the process.
  client.on('error', (error) => log.debug({ err: error }, 'imap connection'))
  const abort = () => client.close()
  signal.addEventListener('abort', abort, { once: true })
  client.on('close', () => signal.removeEventListener('abort', abort))
  try {
    await client.connect()
    return client
  } catch (error) {
    client.close()
    signal.throwIfAborted()
    throw imapError(error, account)
  }
}

/** A password, or an access token for XOAUTH2 made just now: it lives for an hour, a connection for longer. */
async function credentialsOf({ user, password, oauth }: MailAccount, { signal, onNewToken }: ConnectOptions) {
  if (!oauth) return { user, pass: password ?? '' }
  const { accessToken, refreshToken } = await fetchAccessToken(oauth, signal)
  if (refreshToken !== null && refreshToken !== oauth.refreshToken) await onNewToken?.(refreshToken)
  return { user, accessToken }
}

/** Nobody listens in on a line that does not leave the machine, and no authority certifies it. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

/** What went wrong with a mail server, in words that say whether a person must act. */
export function imapError(thrown: unknown, account: Pick<MailAccount, 'host' | 'port' | 'user' | 'oauth'>): AppError {
  if (thrown instanceof AppError) return thrown
  const { authenticationFailed, code, responseText, message } = thrown as Record<string, unknown>
  const server = `${account.host}:${account.port}`
  const said = String(responseText || message || thrown)
  const detail = { server, code, said }
  if (authenticationFailed === true)
    return new AppError(
      'refused',
      account.oauth
        ? `${server} does not accept the sign-in of ${account.user} (${said}). Add the mailbox again with a new refresh token.`
        : `${server} does not accept the password of ${account.user} (${said}). Add the mailbox again with the right one.`,
      detail,
      thrown,
    )
  if (typeof code === 'string' && /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_VERIFY/.test(code))
    return new AppError('refused', `${server} has no valid certificate (${said}).`, detail, thrown)
  return new AppError(
    'unavailable',
    `The mail server ${server} can't be reached or broke off (${said}).`,
    detail,
    thrown,
  )
}
