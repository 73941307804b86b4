import type { MailServer } from '../domain/correspondence/mailbox.js'
import type { OAuthGrant } from '../domain/correspondence/oauth-grant.js'
import { AppError } from '../lib/errors.js'
import { fetchAccessToken } from './access-token.js'
import { type ConnectDeps, connectWith } from './imap-connection.js'
import { transportOf } from './send.js'

/**
 * Logs in once, so that nothing is kept that opens another's mailbox, or none. Answers the grant as it is after that: the provider
 * may have changed it. Throws as a sync would.
 */
export async function checkSignIn(
  server: MailServer,
  oauth: OAuthGrant | null,
  deps: Pick<ConnectDeps, 'db' | 'insecure'>,
  signal: AbortSignal,
): Promise<OAuthGrant | null> {
  const token = oauth && (await fetchAccessToken(oauth, signal))
  const auth = token
    ? { user: server.user, accessToken: token.accessToken }
    : { user: server.user, pass: server.password ?? '' }
  const client = await connectWith(auth, { ...server, ...(oauth && { oauth }) }, deps, signal)
  await client.logout().catch(() => client.close())
  return oauth && { ...oauth, refreshToken: token?.refreshToken ?? oauth.refreshToken }
}

/** Says hello to the server that sends, and logs in there; nothing is sent. Throws `refused` with what it said. */
export async function checkSending(
  server: MailServer,
  oauth: OAuthGrant | null,
  deps: Pick<ConnectDeps, 'insecure'>,
  signal: AbortSignal,
): Promise<void> {
  const token = oauth && (await fetchAccessToken(oauth, signal))
  const transport = transportOf(server, token?.accessToken, deps)
  try {
    await transport.verify()
  } catch (thrown) {
    const { message, responseCode } = thrown as Error & { responseCode?: number }
    const code = responseCode === undefined || responseCode < 500 ? 'unavailable' : 'refused'
    throw new AppError(
      code,
      `${server.host}:${server.port} does not let ${server.user} send (${message}).`,
      { responseCode },
      thrown,
    )
  } finally {
    transport.close()
  }
}
