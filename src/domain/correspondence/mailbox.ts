import { addressKey } from '../../lib/address-key.js'
import { no, ok, type Result } from '../../lib/result.js'

export type Visibility = 'full' | 'subject' | 'metadata'
export type MailboxKind = 'personal' | 'shared' | 'drop'
export type MailboxStatus = 'new' | 'backfilling' | 'following' | 'failing' | 'paused' | 'removed'

/** A mailbox that is followed. URLs are without password; `secretId` has it. */
export type Mailbox = {
  id: string
  address: string
  kind: MailboxKind
  /** What colleagues see; a personal mailbox shows metadata until its owner agreed to more. */
  visibility: Visibility
  visibilityAgreedAt: Date | null
  imapUrl: string
  smtpUrl: string | null
  since: string | null
  status: MailboxStatus
  lastSyncAt: Date | null
  lastError: string | null
  staffId: string | null
  secretId: string | null
  /** Mail of a person there becomes a case. */
  support: boolean
} & ServerTrust

/** How its servers are known where no public authority certifies them: by a certificate (PEM), or not at all. */
export type ServerTrust = { tlsCa: string | null; tlsUnchecked: boolean }

export const PUBLIC_TRUST: ServerTrust = { tlsCa: null, tlsUnchecked: false }

/** Where a mail server is and who logs in there. */
export type MailServer = {
  host: string
  port: number
  secure: boolean
  user: string
  password: string | null
  /** Without it a public authority has to certify the server. */
  trust?: ServerTrust
}

const PORTS: Record<string, number> = { imaps: 993, imap: 143, smtps: 465, smtp: 587 }

/**
 * Reads `imaps://user:password@host:port` (or imap, smtp, smtps). Without a user the mailbox's address logs in. The
 * plain schemes start without TLS and must upgrade by STARTTLS, except to this very machine.
 */
export function readServerUrl(text: string, kind: 'imap' | 'smtp', address: string): Result<MailServer> {
  const example = `${kind}s://${encodeURIComponent(address)}:password@mail.example.com`
  let url: URL
  try {
    url = new URL(text)
  } catch {
    // Not repeated: what can't be read may hold a password anywhere.
    return no(
      `That is not the address of a server: write it like ${example}, with %40, %2F or %3A for a @, / or : in the password.`,
    )
  }
  const scheme = url.protocol.replace(':', '')
  if (scheme !== kind && scheme !== `${kind}s`)
    return no(`The server should begin with ${kind}s:// or ${kind}://, like ${example}.`)
  if (url.hostname === '') return no(`The server has no host name: write it like ${example}.`)
  return ok({
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (PORTS[scheme] ?? 0) : Number(url.port),
    secure: scheme.endsWith('s'),
    user: decodeURIComponent(url.username) || address,
    password: url.password === '' ? null : decodeURIComponent(url.password),
  })
}

/** The URL as it is kept and shown, read as it is when logging in: an address as user name may hold a bare `@`. */
export function withoutPassword(text: string): string {
  const url = new URL(text)
  url.password = ''
  return url.href
}

/** The mailbox's unique key; an address that has none is refused. */
export function mailboxKey(address: string): Result<string> {
  const key = addressKey(address)
  return /^[^\s@]+@[^\s@]+$/.test(key) ? ok(key) : no(`"${address}" is not a mail address: write it like ada@acme.com.`)
}
