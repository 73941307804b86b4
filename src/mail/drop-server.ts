import { type AddressInfo, BlockList, isIP } from 'node:net'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'
import { findWorkspaceByRoute, listWorkspaces } from '../domain/people/workspace-store.js'
import { addressKey } from '../lib/address-key.js'
import { AppError, toAppError } from '../lib/errors.js'
import { listenError } from '../lib/listen-error.js'
import type { CertificateFiles } from './certificate.js'
import { makeHolder } from './hold-stream.js'
import { limits } from './limits.js'
import { openStarttls } from './starttls.js'
import { takeCommand } from './take-command.js'
import { type DropDeps, type DropEnvelope, takeDrop } from './take-drop.js'

export type DropServer = { port: number; stop(): Promise<void> }

/** What arrives here: mail to be logged (`address`), commands (`assistant`), or both. */
export type DropServerDeps = Omit<DropDeps, 'address'> & {
  address?: string | undefined
  assistant?: string | undefined
  /** The name under which the mail servers of trusted networks sign their verdicts on senders (RFC 8601 §2.2). */
  authservId?: string | undefined
}

export type DropOptions = {
  host: string
  /** 0: any free one. */
  port: number
  /** Networks whose senders are believed: `10.0.0.0/8`, `192.0.2.7`. */
  trusted: readonly string[]
  /** Without one there is no STARTTLS: what is sent travels in the open. */
  certificate?: CertificateFiles | undefined
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
 * An SMTP server (RFC 5321) that takes mail for the drop address and the assistant's alone. 250 means that the mail is stored;
 * who isn't verified staff is told so with 550, anything of ours is 451, and their server tries again. `log+NAME@…` is the drop
 * of the company NAME where there are several. Nobody logs in here: AUTH is not there at all, with or without TLS.
 */
export async function startDropServer(deps: DropServerDeps, options: DropOptions): Promise<DropServer> {
  const { host, port, trusted, certificate } = options
  const network = readNetworks(trusted)
  const starttls = certificate && (await openStarttls(certificate, deps.db.log))
  if (!starttls) deps.db.log.warn('the drop address offers no STARTTLS: set DROP_TLS_CERT and DROP_TLS_KEY')
  const hold = makeHolder(limits.dropHeldBytes)
  const server = new SMTPServer({
    banner: 'Daybook',
    authOptional: true,
    disabledCommands: starttls ? ['AUTH'] : ['AUTH', 'STARTTLS'],
    ...(starttls && { cert: starttls.certificate.cert, key: starttls.certificate.key }),
    disableReverseLookup: true,
    size: limits.dropBytes,
    maxClients: LIMITS.clients,
    socketTimeout: LIMITS.silenceMs,
    closeTimeout: LIMITS.closeMs,
    onConnect: (_session, answer) => {
      if (!starttls) return answer(null)
      starttls.refresh(server).then(() => answer(null), later(answer))
    },
    onRcptTo: ({ address }, _session, answer) => {
      desksOf(deps, address).then((desks) => answer(desks.length === 0 ? noSuchAddress(deps) : null), later(answer))
    },
    onData: (stream, session, answer) => {
      hold(stream, (bytes) => take(bytes, stream, session)).then(() => answer(null), later(answer))
    },
  })

  const later = (answer: (error: Error) => void) => (thrown: unknown) => {
    const error = toAppError(thrown)
    const final = error.code === 'refused' || error.code === 'invalid'
    if (!final) deps.db.log.warn({ err: error }, 'mail to the drop address not taken; its server will try again')
    answer(smtpError(final ? 550 : 451, final ? error.userMessage : 'Not just now; try again later.'))
  }

  async function take(bytes: Buffer, stream: SMTPServerDataStream, session: SMTPServerSession): Promise<void> {
    if (stream.sizeExceeded) throw new AppError('refused', 'This mail is too large to be logged.')
    const { envelope, remoteAddress, hostNameAppearsAs } = session
    const ip = remoteAddress.replace(/^::ffff:/, '')
    const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
    const known = { ip, helo: hostNameAppearsAs || '', sender: from, trusted: isWithin(network, ip) }
    const desks = (await Promise.all(envelope.rcptTo.map(({ address }) => desksOf(deps, address)))).flat()
    for (const [at, desk] of desks.entries())
      if (desks.findIndex((each) => isSameDesk(each, desk)) === at) await takeAt(deps, desk, bytes, known)
  }

  // A client that went away: its session is over, the others go on.
  server.on('error', (error) => deps.db.log.debug({ err: error }, 'drop address'))
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, host, () => resolve())
  }).catch((thrown: unknown) => {
    throw listenError(thrown, { host, port, variables: { host: 'DROP_HOST', port: 'DROP_PORT' } })
  })
  return {
    port: (server.server.address() as AddressInfo).port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

const noSuchAddress = ({ address, assistant }: DropServerDeps) =>
  smtpError(550, `Mail for ${[address, assistant].filter(Boolean).join(' and ')} alone is taken here.`)

const smtpError = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode })

/** What a recipient is for, and in which company. */
type Desk = { workspaceId: string } & ({ log: string } | { assistant: string })

const isSameDesk = (one: Desk, other: Desk): boolean =>
  one.workspaceId === other.workspaceId && 'log' in one === 'log' in other

async function takeAt(deps: DropServerDeps, desk: Desk, bytes: Buffer, envelope: DropEnvelope): Promise<void> {
  if ('log' in desk) await takeDrop({ ...deps, address: desk.log }, desk.workspaceId, bytes, envelope)
  // Our own server's verdict is believed of our own server: whoever else connects could write the header himself.
  else {
    const believed = envelope.trusted && deps.authservId ? [deps.authservId] : []
    await takeCommand({ ...deps, assistant: desk.assistant }, desk.workspaceId, bytes, believed)
  }
}

/** None for an address that isn't ours, or when it doesn't say which of several companies is meant. */
async function desksOf(deps: DropServerDeps, recipient: string): Promise<Desk[]> {
  const key = addressKey(recipient)
  const { address, assistant } = deps
  const isLog = address !== undefined && addressKey(address) === key
  const isAssistant = assistant !== undefined && addressKey(assistant) === key
  if (!isLog && !isAssistant) return []
  const workspaceId = await companyOf(deps, recipient)
  if (workspaceId === null) return []
  return [...(isLog ? [{ workspaceId, log: address }] : []), ...(isAssistant ? [{ workspaceId, assistant }] : [])]
}

/** The company that a tag names, else the only one. */
async function companyOf({ db }: DropServerDeps, recipient: string): Promise<string | null> {
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
