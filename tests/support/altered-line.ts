import net, { type AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

type Change = (said: string) => string | Promise<string>

/** What is said on a line to a mail server, changed on its way: whole lines of IMAP, as they come. */
export type Changes = { toServer?: Change; toClient?: Change }

/** A mail server that differs from the one it is made of, which can't be told to: it refuses, or lacks an extension. */
export async function alteredLine(
  target: { host: string; port: number },
  { toServer = same, toClient = same }: Changes,
): Promise<{ host: string; port: number }> {
  const open = new Set<net.Socket>()
  const proxy = net.createServer((client) => {
    const server = net.connect(target)
    pass(client, server, toServer)
    pass(server, client, toClient)
    client.on('close', () => server.destroy())
    server.on('close', () => client.destroy())
    for (const socket of [client, server]) {
      socket.on('error', () => undefined)
      open.add(socket)
    }
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of open) socket.destroy()
    await new Promise((closed) => proxy.close(closed))
  })
  return { host: '127.0.0.1', port: (proxy.address() as AddressInfo).port }
}

/** In order, also where a change is waited for. */
function pass(from: net.Socket, to: net.Socket, change: Change): void {
  let last = Promise.resolve()
  from.on('data', (chunk) => {
    last = last.then(async () => void to.write(await change(chunk.toString('latin1')), 'latin1'))
  })
}

const same = (said: string): string => said
