import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { type MailServer, PUBLIC_TRUST, readServerUrl, type ServerTrust } from '../domain/correspondence/mailbox.js'
import type { OAuthGrant } from '../domain/correspondence/oauth-grant.js'
import { AppError, invalid, refused, toAppError } from '../lib/errors.js'
import { checkSending, checkSignIn } from '../mail/check-sign-in.js'
import type { Store } from '../open-store.js'
import { textOption, UsageError, type VerbInput, type VerbOption } from './define-verb.js'

export const SERVER_OPTIONS = {
  'password-stdin': {
    type: 'boolean',
    summary: 'the password is the first line of stdin, and in no list of processes',
  },
  ca: {
    type: 'string',
    value: 'FILE',
    summary: 'PEM: the certificate, or authority, that servers of your own are known by',
  },
  insecure: { type: 'boolean', summary: 'accept any certificate (others on the network could read the mail)' },
  'no-check': { type: 'boolean', summary: 'save without testing the log-in' },
} satisfies Record<string, VerbOption>

/** A mailbox's servers, with the one password that they have. */
export type MailServers = { imap: MailServer; smtp: MailServer | null; oauth: OAuthGrant | null }

/** The server of a URL; throws `UsageError`. */
export function serverAt(url: string, kind: 'imap' | 'smtp', address: string, trust?: ServerTrust): MailServer {
  const server = readServerUrl(url, kind, address)
  if (!server.ok) throw new UsageError(server.problem)
  return { ...server.value, ...(trust && { trust }) }
}

/** What the line says of how its servers are known; undefined when it says nothing. Throws `invalid`, `refused`. */
export async function readTrust(input: VerbInput): Promise<ServerTrust | undefined> {
  const file = textOption(input, 'ca')
  const insecure = input.options['insecure'] === true
  if (file !== undefined && insecure) throw new UsageError('--ca and --insecure are two ways; give one.')
  if (insecure) return { ...PUBLIC_TRUST, tlsUnchecked: true }
  if (file === undefined) return undefined
  const pem = await readFile(file, 'utf8').catch(() => {
    throw refused(`The file ${file} can't be read.`)
  })
  try {
    new X509Certificate(pem)
  } catch {
    throw invalid(`${file} holds no certificate in PEM: it should begin with -----BEGIN CERTIFICATE-----.`)
  }
  return { tlsUnchecked: false, tlsCa: pem }
}

/** The password that a URL without one needs: from stdin, else asked for; null where nobody can say it. */
export async function askPassword({ terminal, options }: VerbInput, address: string): Promise<string | null> {
  if (options['password-stdin'] === true) return (await text(process.stdin)).split(/\r?\n/)[0] || null
  return (await terminal.askSecret(`Password of ${address}`)) || null
}

/** A URL with a password in it. */
export function withPassword(url: string, password: string): string {
  const full = new URL(url)
  full.password = encodeURIComponent(password)
  return full.href
}

/** Logs in to both servers, so that nothing is kept that can't work. Throws as a sync would, with what to do. */
export async function checkServers(
  input: VerbInput,
  store: Store,
  { imap, smtp, oauth }: MailServers,
  signal: AbortSignal,
): Promise<OAuthGrant | null> {
  if (input.options['no-check'] === true) return oauth
  const deps = { db: store.db, insecure: false }
  try {
    const renewed = await checkSignIn(imap, oauth, deps, signal)
    if (smtp) await checkSending({ ...smtp, password: smtp.password ?? imap.password }, renewed, deps, signal)
    return renewed
  } catch (thrown) {
    if (signal.aborted) throw thrown
    const { code, userMessage, detail } = toAppError(thrown)
    throw new AppError(code, `${userMessage} Nothing was changed; --no-check keeps it all the same.`, detail, thrown)
  }
}
