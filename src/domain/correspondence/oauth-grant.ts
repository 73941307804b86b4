import { type OAuthClient, PROVIDERS } from './oauth-client.js'

/** What stands for a password where a provider wants OAuth 2 (RFC 6749 §6); kept sealed, as one secret. */
export type OAuthGrant = OAuthClient & { refreshToken: string }

/** A grant as it is kept: a provider may change it at any log-in, so whoever uses it has to know where it stands. */
export type KeptGrant = OAuthGrant & { workspaceId: string; secretId: string }

/** As it is sealed, and back: one that was sealed before a field was there has the provider's own. */
export const writeGrant = (grant: OAuthGrant): string => {
  const { provider, clientId, clientSecret, authorizeUrl, tokenUrl, deviceUrl, refreshToken } = grant
  return JSON.stringify({ provider, clientId, clientSecret, authorizeUrl, tokenUrl, deviceUrl, refreshToken })
}

export function parseGrant(text: string): OAuthGrant {
  const grant = JSON.parse(text) as Omit<OAuthGrant, 'authorizeUrl'> & Partial<OAuthClient>
  const { authorizeUrl, deviceUrl } = PROVIDERS[grant.provider]
  return { ...grant, authorizeUrl: grant.authorizeUrl ?? authorizeUrl, deviceUrl: grant.deviceUrl ?? deviceUrl }
}

/** The names of secrets tell a grant from a password. */
export const GRANT_PREFIX = 'mailbox-oauth:'
