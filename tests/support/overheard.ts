import net, { type AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** A line to an IMAP server that writes down who said what, in order: `C: IDLE`, `S: 1 EXISTS`, `S: idling`. */
export async function overheard(target: { host: string; port: number }) {
  const heard: string[] = []
  const note = (who: string) => (chunk: Buffer) => {
    for (const line of chunk.toString('latin1').split('\r\n')) {
      const said = /^(?:C\d+ |\S+ )?(IDLE|DONE|(?:UID )?FETCH|STATUS|LIST|SELECT|EXAMINE)\b|^\* (\d+ EXISTS)/i.exec(
        line,
      )
      const [, command, event] = said ?? []
      if (who === 'C' && command) heard.push(`C: ${command.toUpperCase()}`)
      if (who === 'S' && event) heard.push(`S: ${event}`)
      if (who === 'S' && line.startsWith('+ idling')) heard.push('S: idling')
    }
  }
  const proxy = net.createServer((client) => {
    const server = net.connect(target)
    client.on('data', note('C')).pipe(server)
    server.on('data', note('S')).pipe(client)
    for (const socket of [client, server]) socket.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void proxy.close())
  return { host: '127.0.0.1', port: (proxy.address() as AddressInfo).port, heard }
}
