import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { SMTPServer } from 'smtp-server'
import { onTestFinished } from 'vitest'

/** What the server does with the next mail: takes it, says no or later, takes it and breaks off or stays silent. */
export type Behaviour = 'take' | 'refuse' | 'later' | 'cut' | 'stall'

export type TestSmtp = {
  url: string
  /** Every text that came in whole, also those it then did not confirm. */
  received: string[]
  next: (behaviours: readonly Behaviour[]) => void
  /** Addresses that it knows nothing of: it says so before it takes a text. */
  strangers: Set<string>
}

/** A mail server (SMTP over a socket) that can be told to misbehave; without being told it takes everything. `onEnd`: how long it runs. */
export async function testSmtp(onEnd: (stop: () => Promise<void>) => void = onTestFinished): Promise<TestSmtp> {
  const received: string[] = []
  const strangers = new Set<string>()
  let behaviours: Behaviour[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onRcptTo: ({ address }, _session, answer) =>
      answer(strangers.has(address) ? Object.assign(new Error(`No ${address} here`), { responseCode: 550 }) : null),
    onData: (stream, _session, answer) => {
      buffer(stream).then((raw) => {
        const behaviour = behaviours.shift() ?? 'take'
        if (behaviour === 'refuse') return answer(Object.assign(new Error('No such person'), { responseCode: 550 }))
        if (behaviour === 'later') return answer(Object.assign(new Error('Come again'), { responseCode: 451 }))
        received.push(raw.toString())
        if (behaviour === 'take') return answer(null)
        if (behaviour === 'stall') return
        for (const connection of server.connections) connection._socket.destroy()
      }, answer)
    },
  })
  server.on('error', () => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onEnd(() => new Promise<void>((resolve) => server.close(() => resolve())))
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, received, next: (list) => (behaviours = [...list]), strangers }
}
