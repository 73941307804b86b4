import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { type OAuthClient, type OAuthProvider, readClient } from '../domain/correspondence/oauth-client.js'
import type { OAuthGrant } from '../domain/correspondence/oauth-grant.js'
import { invalid } from '../lib/errors.js'
import { obtainDeviceGrant } from '../mail/obtain-device-grant.js'
import { obtainGrant } from '../mail/obtain-grant.js'
import { need, textOption, UsageError, type VerbInput, type VerbOption } from './define-verb.js'

/** Providers close an unused sign-in after about as long. */
const PATIENCE_MS = 15 * 60_000

export const SIGN_IN_OPTIONS = {
  oauth: { type: 'string', value: 'google|microsoft', summary: 'log in by OAuth 2 in place of a password' },
  credentials: {
    type: 'string',
    value: 'FILE',
    summary: 'for --oauth: JSON with client_id, client_secret, and refresh_token if there is one; - is stdin',
  },
  device: { type: 'boolean', summary: 'sign in by a code on any other machine (Microsoft)' },
  port: {
    type: 'string',
    value: 'N',
    summary: 'where the browser comes back to on this machine; default any free one',
  },
} satisfies Record<string, VerbOption>

export type Credentials = { client: OAuthClient; refreshToken: string | null }

/** The client that `--oauth` and `--credentials` name; null when the line has neither. */
export async function readCredentials(input: VerbInput, known?: OAuthProvider): Promise<Credentials | null> {
  const wanted = textOption(input, 'oauth') ?? (input.options['credentials'] === undefined ? undefined : known)
  if (wanted === undefined && input.options['credentials'] === undefined) return null
  if (wanted !== 'google' && wanted !== 'microsoft')
    throw new UsageError(`--oauth is google or microsoft, not "${wanted ?? ''}".`)
  const file = need(input, 'credentials')
  const read = readClient(wanted, file === '-' ? await text(process.stdin) : await contentOf(file))
  if (!read.ok) throw invalid(read.problem)
  return read.value
}

const contentOf = (file: string): Promise<string> =>
  readFile(file, 'utf8').catch(() => {
    throw invalid(`The file ${file} can't be read.`)
  })

/** A grant: the one that was brought along, or a new one that somebody consents to now. What to do is said on stderr. */
export async function grantOf(
  { terminal, options }: VerbInput,
  { client, refreshToken }: Credentials,
  address: string,
  stop: AbortSignal,
): Promise<OAuthGrant> {
  if (refreshToken !== null) return { ...client, refreshToken }
  const signal = AbortSignal.any([stop, AbortSignal.timeout(PATIENCE_MS)])
  try {
    if (options['device'] === true) {
      const { code, at, grant } = await obtainDeviceGrant(client, signal)
      terminal.err(`Open ${at} in any browser, enter the code ${code}, and sign in as ${address}.`)
      return await grant
    }
    const { url, grant } = await obtainGrant(client, { address, port: readPort(options['port']), signal })
    terminal.err(`Open this address in a browser on this machine, and sign in as ${address}:\n\n${url}\n`)
    return await grant
  } catch (thrown) {
    if (signal.aborted) throw invalid('Nobody signed in. Nothing was changed.')
    throw thrown
  }
}

function readPort(given: string | boolean | undefined): number {
  const port = given === undefined ? 0 : Number(given)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--port is a port number, not "${String(given)}".`)
  return port
}
