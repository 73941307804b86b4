import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { createTransport } from 'nodemailer'
import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server'

export type SmtpFront = { port: number; stop: () => Promise<void> }

/** `books+invoice@` is delivered to `books@` (RFC 5233), as most providers do. */
const withoutTag = (address: string): string => address.replace(/^([^+]+)\+[^@]*@/, '$1@')

const MAX_MESSAGE_BYTES = 50 * 1024 * 1024

/**
 * The town's post office: takes mail for any address over SMTP, logged in or not, and hands it on by LMTP before it
 * answers, so that a 250 means that the message lies in its mailboxes.
 */
export async function startSmtpFront(lmtpPort: number): Promise<SmtpFront> {
  const lmtp = createTransport({ host: '127.0.0.1', port: lmtpPort, lmtp: true, secure: false, ignoreTLS: true })
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 1_000, // a client that stays on does not hold up the end
    size: MAX_MESSAGE_BYTES,
    onAuth: (auth, _session, answer) => answer(null, { user: auth.username ?? '' }),
    onData: (stream, session, answer) => {
      deliver(stream, session).then(
        () => answer(null),
        (error: Error & { responseCode?: number }) =>
          answer(Object.assign(error, { responseCode: error.responseCode ?? 451 })),
      )
    },
  })
  async function deliver(stream: SMTPServerDataStream, { envelope }: SMTPServerSession): Promise<void> {
    const raw = await buffer(stream)
    if (stream.sizeExceeded) throw Object.assign(new Error('Message too large'), { responseCode: 552 })
    const from = envelope.mailFrom ? envelope.mailFrom.address : ''
    const to = envelope.rcptTo.map(({ address }) => withoutTag(address))
    await lmtp.sendMail({ envelope: { from, to }, raw })
  }
  server.on('error', () => undefined) // a client that went away; the session is over, the office stays open
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.server.address() as AddressInfo
  return { port, stop: () => new Promise((resolve) => server.close(() => resolve())) }
}
