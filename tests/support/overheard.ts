import net, { type AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A line to an IMAP server that writes down who said what, in order: `C: IDLE`, `S: 1 EXISTS`, `S: idling`. It breaks each time that the server says `endsAt`. */
export async function overheard(target: { host: string; port: number }, { endsAt }: { endsAt?: string } = {}) {
  const heard: string[] = []
  const note = (who: string, client: net.Socket) => (chunk: Buffer) => {
    const add = (said: string) => {
      heard.push(said)
      if (said === endsAt) client.destroy()
    }
    for (const line of chunk.toString('latin1').split('\r\n')) {
      const said = /^(?:C\d+ |\S+ )?(IDLE|DONE|(?:UID )?FETCH|STATUS|LIST|SELECT|EXAMINE)\b|^\* (\d+ EXISTS)/i.exec(
        line,
      )
      const [, command, event] = said ?? []
      if (who === 'C' && command) add(`C: ${command.toUpperCase()}`)
      if (who === 'S' && event) add(`S: ${event}`)
      if (who === 'S' && line.startsWith('+ idling')) add('S: idling')
    }
  }
  const proxy = net.createServer((client) => {
    const server = net.connect(target)
    client.on('data', note('C', client)).pipe(server)
    server.on('data', note('S', client)).pipe(client)
    for (const socket of [client, server]) socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void proxy.close())
  return { host: '127.0.0.1', port: (proxy.address() as AddressInfo).port, heard }
}
