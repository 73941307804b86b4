import net, { type AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export type CuttingProxy = {
  host: string
  port: number
  /** Connections that were made. */
  count(): number
  /** Breaks every connection that is open now. */
  cutAll(): void
  /** From now on nothing that the server says arrives, as on a line whose other end forgot it. */
  hush(): void
}

/** A line to a server that breaks: connection number n after `bytesOf(n)` bytes from the server, without a goodbye. */
export async function cuttingProxy(
  target: { host: string; port: number },
  bytesOf: (n: number) => number = () => Number.POSITIVE_INFINITY,
): Promise<CuttingProxy> {
  const open = new Set<net.Socket>()
  let connections = 0
  let isHushed = false
  const proxy = net.createServer((client) => {
    let left = bytesOf(connections++)
    const server = net.connect(target)
    const cut = () => {
      client.destroy()
      server.destroy()
      open.delete(client)
    }
    open.add(client)
    client.pipe(server)
    server.on('data', (chunk) => {
      if (isHushed) return
      client.write(chunk.subarray(0, Math.min(chunk.length, left)))
      left -= chunk.length
      if (left <= 0) cut()
    })
    for (const socket of [client, server]) socket.on('error', cut).on('close', cut)
  })
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve))
  const cutAll = () => {
    for (const socket of open) socket.destroy()
  }
  onTestFinished(async () => {
    cutAll()
    await new Promise((closed) => proxy.close(closed))
  })
  const { port } = proxy.address() as AddressInfo
  return { host: '127.0.0.1', port, count: () => connections, cutAll, hush: () => void (isHushed = true) }
}
