import { type AddressInfo, BlockList, isIP } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { findWorkspaceByRoute, listWorkspaces } from '../domain/people/workspace-store.js'
import { addressKey } from '../lib/address-key.js'
import { AppError, toAppError } from '../lib/errors.js'
import { limits } from './limits.js'
import { type DropDeps, takeDrop } from './take-drop.js'

export type DropServer = { port: number; stop(): Promise<void> }

export type DropOptions = {
  host: string
  /** 0: any free one. */
  port: number
  /** Networks whose senders are believed: `10.0.0.0/8`, `192.0.2.7`. */
  trusted: readonly string[]
}

const LIMITS = {
  /** Connections at once. A company's mail server opens a few. */
  clients: 20,
  /** One that says nothing for so long is let go. */
  silenceMs: 60_000,
  /** For stopping: mails in the middle of being filed are answered first. */
  closeMs: 10_000,
}

/**
 * The drop address: an SMTP server (RFC 5321) that takes mail for it alone. 250 means that the mail is stored; who isn't
 * verified staff is told so with 550, anything of ours is 451, and their server tries again. `log+NAME@…` is the drop of the
 * company NAME where there are several.
 */
export async function startDropServer(deps: DropDeps, { host, port, trusted }: DropOptions): Promise<DropServer> {
  const network = readNetworks(trusted)
  const server = new SMTPServer({
    banner: 'Daybook',
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: limits.messageBytes,
    maxClients: LIMITS.clients,
    socketTimeout: LIMITS.silenceMs,
    closeTimeout: LIMITS.closeMs,
    onRcptTo: ({ address }, _session, answer) => {
      companyOf(deps, address).then((id) => answer(id === null ? noSuchDrop(deps.address) : null), later(answer))
    },
    onData: (stream, session, answer) => {
      take(stream, session).then(() => answer(null), later(answer))
    },
  })

  const later = (answer: (error: Error) => void) => (thrown: unknown) => {
    const error = toAppError(thrown)
    const final = error.code === 'refused' || error.code === 'invalid'
    if (!final) deps.db.log.warn({ err: error }, 'mail to the drop address not taken; its server will try again')
    answer(smtpError(final ? 550 : 451, final ? error.userMessage : 'Not just now; try again later.'))
  }

  async function take(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    const bytes = await buffer(stream)
    if (stream.sizeExceeded) throw new AppError('refused', 'This mail is too large to be logged.')
    const { envelope, remoteAddress, hostNameAppearsAs } = session
    const companies = await Promise.all(envelope.rcptTo.map(({ address }) => companyOf(deps, address)))
    const ip = remoteAddress.replace(/^::ffff:/, '')
    const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
    const known = { ip, helo: hostNameAppearsAs || '', sender: from, trusted: isWithin(network, ip) }
    for (const workspaceId of new Set(companies.filter((id) => id !== null)))
      await takeDrop(deps, workspaceId, bytes, known)
  }

  // A client that went away: its session is over, the others go on.
  server.on('error', (error) => deps.db.log.debug({ err: error }, 'drop address'))
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, host, () => resolve())
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const noSuchDrop = (address: string) => smtpError(550, `Mail for ${address} alone is taken here.`)

const smtpError = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode })

/** The company that a recipient is the drop address of, or null. */
async function companyOf({ db, address }: DropDeps, recipient: string): Promise<string | null> {
  if (addressKey(recipient) !== addressKey(address)) return null
  const tag = /\+([^@]+)@/.exec(recipient)?.[1]
  if (tag !== undefined) return findWorkspaceByRoute(db, 'slug', tag.toLowerCase())
  const all = await listWorkspaces(db)
  return all.length === 1 ? (all[0]?.id ?? null) : null
}

function readNetworks(texts: readonly string[]): BlockList {
  const list = new BlockList()
  for (const text of texts) {
    const [ip = '', bits] = text.split('/')
    const family = isIP(ip) === 6 ? 'ipv6' : 'ipv4'
    if (bits === undefined) list.addAddress(ip, family)
    else list.addSubnet(ip, Number(bits), family)
  }
  return list
}

const isWithin = (list: BlockList, ip: string): boolean =>
  isIP(ip) !== 0 && list.check(ip, isIP(ip) === 6 ? 'ipv6' : 'ipv4')
