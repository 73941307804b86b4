import { z } from 'zod'
import { no, ok, type Result } from '../../lib/result.js'

export type OAuthProvider = 'google' | 'microsoft'

/** What stands for a password where a provider wants OAuth 2 (RFC 6749 §6); kept sealed, as one secret. */
export type OAuthGrant = {
  provider: OAuthProvider
  clientId: string
  /** Null for a public client. */
  clientSecret: string | null
  refreshToken: string
  tokenUrl: string
}

/** Where the providers are, for whoever names none. */
export const PROVIDERS: Readonly<Record<OAuthProvider, { tokenUrl: string; imap: string; smtp: string }>> = {
  google: {
    tokenUrl: 'https://oauth2.googleapis.com/token',
    imap: 'imaps://imap.gmail.com',
    smtp: 'smtps://smtp.gmail.com',
  },
  microsoft: {
    tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    imap: 'imaps://outlook.office365.com',
    smtp: 'smtp://smtp.office365.com',
  },
}

const credentials = z.object({
  client_id: z.string().min(1),
  client_secret: z.string().min(1).optional(),
  refresh_token: z.string().min(1),
  token_uri: z.url({ protocol: /^https?$/ }).optional(),
})

/**
 * Reads credentials as providers' tools write them: a JSON object with `client_id`, `refresh_token`, where needed
 * `client_secret`, and `token_uri` for another token server than the provider's. What is wrong with it never repeats it.
 */
export function readGrant(provider: OAuthProvider, text: string): Result<OAuthGrant> {
  const wanted = 'a JSON object with client_id, client_secret, refresh_token and, if need be, token_uri'
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return no(`The OAuth credentials should be ${wanted}.`)
  }
  const read = credentials.safeParse(json)
  if (!read.success) {
    const fields = read.error.issues.map(({ path }) => path.join('.') || 'the whole').join(', ')
    return no(`The OAuth credentials should be ${wanted}. Missing or wrong: ${fields}.`)
  }
  const { client_id, client_secret, refresh_token, token_uri } = read.data
  const tokenUrl = token_uri ?? PROVIDERS[provider].tokenUrl
  const { protocol, hostname } = new URL(tokenUrl)
  if (protocol === 'http:' && !/^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname))
    return no('The token_uri should begin with https://: a refresh token goes over no open line.')
  return ok({
    provider,
    clientId: client_id,
    clientSecret: client_secret ?? null,
    refreshToken: refresh_token,
    tokenUrl,
  })
}

/** As it is sealed, and back. */
export const writeGrant = (grant: OAuthGrant): string => JSON.stringify(grant)
export const parseGrant = (text: string): OAuthGrant => JSON.parse(text) as OAuthGrant

/** The names of secrets tell a grant from a password. */
export const GRANT_PREFIX = 'mailbox-oauth:'
