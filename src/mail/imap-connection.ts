import { ImapFlow } from 'imapflow'
import type { Database } from '../db/database.js'
import type { MailServer } from '../domain/correspondence/mailbox.js'
import type { MailAccount } from '../domain/correspondence/mailbox-account.js'
import type { OAuthGrant } from '../domain/correspondence/oauth-grant.js'
import { AppError, toAppError } from '../lib/errors.js'
import type { SecretKey } from '../lib/secret-box.js'
import { signIn } from './access-token.js'
import { forgetAccess } from './kept-access.js'
import { limits } from './limits.js'

/** One deadline over name look-up, TCP, TLS, greeting and log-in; beyond it a server is as good as down. */
const CONNECT_MS = 30_000
/** No byte for so long, and the connection is dead: IDLE is renewed sooner than that. */
const SILENCE_MS = 5 * 60_000
/** RFC 2177 asks for less than 29 minutes; NATs and firewalls forget sooner. */
const IDLE_RENEW_MS = 4 * 60_000

export type ConnectDeps = {
  db: Database
  /** Opens, and seals anew, what OAuth logs in by. */
  key: SecretKey
  /** Accepts any server without TLS or a valid certificate. On this very machine (loopback) both are accepted anyway. */
  insecure: boolean
  /** The deadline for a connection that is logged in, ms. Default half a minute. */
  connectMs?: number
}

/**
 * A connection that is logged in. Errors are `unavailable` (try again) or `refused` (wrong password, no TLS: a person must
 * act). Aborting closes it, whatever it is doing.
 */
export async function connectImap(account: MailAccount, deps: ConnectDeps, signal: AbortSignal): Promise<ImapFlow> {
  signal.throwIfAborted()
  const { user, password, oauth } = account
  if (!oauth) return connectWith({ user, pass: password ?? '' }, account, deps, signal)
  const { accessToken, again } = await signIn(deps, oauth, signal)
  try {
    return await connectWith({ user, accessToken }, account, deps, signal)
  } catch (thrown) {
    if (toAppError(thrown).code !== 'refused') throw thrown
    forgetAccess(deps.db, oauth)
    if (!again) throw thrown
    return connectImap(account, deps, signal)
  }
}

type Auth = { user: string } & ({ pass: string } | { accessToken: string })

/** The same with what to log in by at hand. */
export async function connectWith(
  auth: Auth,
  account: Omit<MailAccount, 'oauth'> & { oauth?: OAuthGrant },
  deps: Pick<ConnectDeps, 'db' | 'insecure' | 'connectMs'>,
  signal: AbortSignal,
): Promise<ImapFlow> {
  const relaxed = deps.insecure || isLoopback(account.host)
  const client = new ImapFlow({
    host: account.host,
    port: account.port,
    secure: account.secure,
    auth,
    // Credentials never go over a plain line: without TLS from the start the server must offer STARTTLS.
    ...(account.secure || relaxed ? {} : { doSTARTTLS: true }),
    tls: tlsOptions(account, relaxed),
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
  client.on('error', (error) => deps.db.log.debug({ err: error }, 'imap connection'))
  const abort = () => client.close()
  signal.addEventListener('abort', abort, { once: true })
  client.on('close', () => signal.removeEventListener('abort', abort))
  let isLate = false
  const deadline = setTimeout(() => {
    isLate = true
    client.close()
  }, deps.connectMs ?? CONNECT_MS)
  try {
    await client.connect()
    return client
  } catch (error) {
    client.close()
    signal.throwIfAborted()
    throw imapError(isLate ? new Error('no answer in time') : error, account)
  } finally {
    clearTimeout(deadline)
  }
}

/** What a server's certificate is held against: public authorities, the one of the mailbox, or nothing. */
export const tlsOptions = (
  { trust }: Pick<MailServer, 'trust'>,
  relaxed: boolean,
): { rejectUnauthorized: boolean; ca?: string } => ({
  rejectUnauthorized: !relaxed && trust?.tlsUnchecked !== true,
  ...(trust?.tlsCa && { ca: trust.tlsCa }),
})

/** Nobody listens in on a line that does not leave the machine, and no authority certifies it. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host)

/** RFC 5530, section 3. */
const PASSING = /^(UNAVAILABLE|INUSE|LIMIT|SERVERBUG|CONTACTADMIN)$/i

/** What went wrong with a mail server, in words that say whether a person must act. */
export function imapError(
  thrown: unknown,
  account: Pick<MailAccount, 'host' | 'port' | 'user'> & { oauth?: OAuthGrant },
): AppError {
  if (thrown instanceof AppError) return thrown
  const { authenticationFailed, code, responseText, serverResponseCode, message } = thrown as Record<string, unknown>
  const server = `${account.host}:${account.port}`
  const said = String(responseText || message || thrown)
  const detail = { server, code, said }
  // Any NO to a log-in is called a failed one; these say that the server cannot tell now, or has too many of us.
  if (authenticationFailed === true && !PASSING.test(String(serverResponseCode)))
    return new AppError(
      'refused',
      account.oauth
        ? `${server} does not accept the sign-in of ${account.user} (${said}). Sign in again: \`daybook mailbox sign-in ${account.user}\`.`
        : `${server} does not accept the password of ${account.user} (${said}). Give the right one: \`daybook mailbox sign-in ${account.user} --imap URL\`.`,
      detail,
      thrown,
    )
  if (typeof code === 'string' && /CERT|SELF_SIGNED|ERR_TLS|UNABLE_TO_VERIFY/.test(code))
    return new AppError(
      'refused',
      `${server} has no valid certificate (${said}). Is the server your own, give its certificate or its authority's: \`daybook mailbox sign-in ${account.user} --ca FILE\`, or \`--insecure\` to take any.`,
      detail,
      thrown,
    )
  return new AppError(
    'unavailable',
    `The mail server ${server} can't be reached or broke off (${said}).`,
    detail,
    thrown,
  )
}
