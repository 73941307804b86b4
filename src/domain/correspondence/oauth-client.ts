import { z } from 'zod'
import { no, ok, type Result } from '../../lib/result.js'

export type OAuthProvider = 'google' | 'microsoft'

/** An application as it is registered with a provider, and where that provider is. */
export type OAuthClient = {
  provider: OAuthProvider
  clientId: string
  /** Null for a public client. */
  clientSecret: string | null
  /** Where people consent (RFC 6749 §3.1). */
  authorizeUrl: string
  tokenUrl: string
  /** Where a machine without a browser begins (RFC 8628 §3.1); null where mail can't be had that way. */
  deviceUrl: string | null
}

type Provider = Pick<OAuthClient, 'authorizeUrl' | 'tokenUrl' | 'deviceUrl'> & {
  imap: string
  smtp: string
  /** What is asked for: IMAP first, without which nothing works, then SMTP, and to stay signed in. */
  scopes: readonly string[]
  /** Beyond RFC 6749, so that a refresh token comes every time. */
  ask: Readonly<Record<string, string>>
  /** The loopback as the provider takes it with any port (RFC 8252 §7.3): Microsoft knows it by name alone. */
  loopback: string
}

const MICROSOFT = 'https://login.microsoftonline.com/common/oauth2/v2.0'

/** Where the providers are, for whoever names none. Google's device flow has no scope for mail. */
export const PROVIDERS: Readonly<Record<OAuthProvider, Provider>> = {
  google: {
    authorizeUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    deviceUrl: null,
    imap: 'imaps://imap.gmail.com',
    smtp: 'smtps://smtp.gmail.com',
    scopes: ['https://mail.google.com/'],
    ask: { access_type: 'offline', prompt: 'consent' },
    loopback: '127.0.0.1',
  },
  microsoft: {
    authorizeUrl: `${MICROSOFT}/authorize`,
    tokenUrl: `${MICROSOFT}/token`,
    deviceUrl: `${MICROSOFT}/devicecode`,
    imap: 'imaps://outlook.office365.com',
    smtp: 'smtp://smtp.office365.com',
    scopes: [
      'https://outlook.office.com/IMAP.AccessAsUser.All',
      'https://outlook.office.com/SMTP.Send',
      'offline_access',
    ],
    ask: { prompt: 'select_account' },
    loopback: 'localhost',
  },
}

const address = z.url({ protocol: /^https?$/ })
const fields = z.object({
  client_id: z.string().min(1),
  client_secret: z.string().min(1).optional(),
  refresh_token: z.string().min(1).optional(),
  tenant: z
    .string()
    .regex(/^[\w.-]+$/)
    .optional(),
  auth_uri: address.optional(),
  token_uri: address.optional(),
  device_authorization_uri: address.optional(),
})
/** As Google's console writes the file that it offers for download. */
const wrapped = z.union([
  z.object({ installed: fields }).transform(({ installed }) => installed),
  z.object({ web: fields }).transform(({ web }) => web),
])

const WANTED =
  'a JSON object with client_id, client_secret (none for a public client) and, if need be, tenant or token_uri'

/**
 * Reads credentials as providers' consoles and tools write them. With a `refresh_token` nobody needs to sign in. What is wrong
 * with them is said without repeating them.
 */
export function readClient(
  provider: OAuthProvider,
  text: string,
): Result<{ client: OAuthClient; refreshToken: string | null }> {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return no(`The OAuth credentials should be ${WANTED}.`)
  }
  const inner = wrapped.safeParse(json)
  const read = inner.success ? inner : fields.safeParse(json)
  if (!read.success) {
    const wrong = [...new Set(read.error.issues.map(({ path }) => path.join('.') || 'the whole'))].join(', ')
    return no(`The OAuth credentials should be ${WANTED}. Missing or wrong: ${wrong}.`)
  }
  const { client_id, client_secret, refresh_token, tenant, ...given } = read.data
  const at = (url: string) => (tenant === undefined ? url : url.replace('/common/', `/${tenant}/`))
  const known = PROVIDERS[provider]
  const urls = {
    authorizeUrl: given.auth_uri ?? at(known.authorizeUrl),
    tokenUrl: given.token_uri ?? at(known.tokenUrl),
    deviceUrl: given.device_authorization_uri ?? (known.deviceUrl && at(known.deviceUrl)),
  }
  const open = Object.values(urls).some((url) => url !== null && !isPrivate(url))
  if (open)
    return no(
      'auth_uri, token_uri and device_authorization_uri should begin with https://: secrets go over no open line.',
    )
  const client = { provider, clientId: client_id, clientSecret: client_secret ?? null, ...urls }
  return ok({ client, refreshToken: refresh_token ?? null })
}

/** TLS, or this very machine. */
function isPrivate(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}
