import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import type { MailAccount } from '../domain/correspondence/mailbox-account.js'
import { toAppError } from '../lib/errors.js'
import { type SignIn, signIn } from './access-token.js'
import type { ComposedMail } from './compose-mail.js'
import { type ConnectDeps, isLoopback, tlsOptions } from './imap-connection.js'
import { forgetAccess } from './kept-access.js'

/**
 * What came of handing a mail to a server. `unknown`: the text went over, the answer did not come back. `notTo`: who of those that get a
 * copy does not, though the mail was sent.
 */
export type SendOutcome = { outcome: 'sent' | 'later' | 'refused' | 'unknown'; said: string; notTo?: readonly string[] }

/** Longest silence in any step. Servers take minutes to scan a mail after DATA (RFC 5321 §4.5.3.2 allows ten). */
const SILENCE_MS = 120_000
const CONNECT_MS = 20_000

/** Hands one mail to a server, once, with no try of its own. Never throws for what a server or network does. */
export async function sendMail(account: MailAccount, mail: ComposedMail, deps: ConnectDeps): Promise<SendOutcome> {
  let access: SignIn | null = null
  try {
    if (account.oauth) access = await signIn(deps, account.oauth, AbortSignal.timeout(CONNECT_MS))
  } catch (thrown) {
    const { code, userMessage } = toAppError(thrown)
    return { outcome: code === 'refused' ? 'refused' : 'later', said: userMessage }
  }
  const transport = transportOf(account, access?.accessToken, deps)
  let handedOver = false
  const raw = Readable.from(
    bodyOf(mail.raw, () => (handedOver = true)),
    { objectMode: false, highWaterMark: 1 },
  )
  try {
    const envelope = { from: mail.from, to: [mail.to, ...(mail.cc ?? [])] }
    const { response, rejected, rejectedErrors } = await transport.sendMail({ envelope, raw })
    return outcomeOf(mail.to, response, rejected.map(addressOf), rejectedErrors)
  } catch (thrown) {
    if (account.oauth && (thrown as SmtpError).code === 'EAUTH') {
      forgetAccess(deps.db, account.oauth)
      if (access?.again) return await sendMail(account, mail, deps) // nothing was said but who we are
    }
    return judge(thrown as SmtpError, handedOver)
  } finally {
    transport.close()
  }
}

/** What a server is spoken to through; `accessToken`: in place of a password. */
export function transportOf(
  account: Omit<MailAccount, 'oauth'>,
  accessToken: string | undefined,
  { insecure }: Pick<ConnectDeps, 'insecure'>,
) {
  const relaxed = insecure || isLoopback(account.host)
  return createTransport({
    host: account.host,
    port: account.port,
    secure: account.secure,
    requireTLS: !account.secure && !relaxed,
    tls: tlsOptions(account, relaxed),
    ...(accessToken !== undefined && { auth: { type: 'OAuth2' as const, user: account.user, accessToken } }),
    ...(account.password !== null && { auth: { user: account.user, pass: account.password } }),
    connectionTimeout: CONNECT_MS,
    greetingTimeout: CONNECT_MS,
    socketTimeout: SILENCE_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

const addressOf = (given: string | { address: string }): string => (typeof given === 'string' ? given : given.address)

/**
 * Some of its recipients were accepted, else the transport throws. Where the one whom it is for was not, it counts as refused, and is not
 * tried again by itself: those who got a copy would get another.
 */
function outcomeOf(
  to: string,
  response: string,
  rejected: readonly string[],
  errors: readonly { message: string; recipient?: string | undefined }[] = [],
): SendOutcome {
  if (rejected.length === 0) return { outcome: 'sent', said: response }
  const why = errors.map(({ message }) => message).join('; ')
  if (!rejected.includes(to))
    return { outcome: 'sent', said: `${response} (not to ${rejected.join(', ')}: ${why})`, notTo: rejected }
  return {
    outcome: 'refused',
    said: `${errors.find(({ recipient }) => recipient === to)?.message ?? why} (whom it was copied to may have it)`,
  }
}

/** Tells when the text begins to be read, which is after the server agreed to take it. */
function* bodyOf(raw: Buffer, onRead: () => void): Generator<Buffer> {
  onRead()
  yield raw
}

type SmtpError = Error & { code?: string; responseCode?: number; command?: string }

/** A code is an answer (RFC 5321 §4.2.1): 4xx later, 5xx no. Without one it depends on how far we came. */
function judge({ message, code, responseCode, command = '' }: SmtpError, handedOver: boolean): SendOutcome {
  if (responseCode !== undefined) return { outcome: responseCode >= 500 ? 'refused' : 'later', said: message }
  if (code === 'EAUTH' || code === 'ENOAUTH') return { outcome: 'refused', said: message }
  const before =
    !handedOver || (/^(CONN|EHLO|HELO|STARTTLS|AUTH|MAIL FROM|RCPT TO)/.test(command) && code !== 'ECONNECTION')
  return { outcome: before ? 'later' : 'unknown', said: message }
}
