import http from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestServers } from './servers.js'

export type Started<T> = { address: T; stop: () => Promise<void> }
export type Starters = { [K in keyof TestServers]: () => Promise<Started<TestServers[K]>> }

/**
 * Starts each server once, when the first test of the run asks for it: a run of unit tests starts none. Answers
 * `GET /<name>` with the server's address as JSON, or 503 with the reason. `close` stops them, the last one first.
 */
export async function openServerDesk(starters: Starters): Promise<{ url: string; close: () => Promise<void> }> {
  const started = new Map<string, Promise<Started<unknown>>>()
  const obtain = (name: keyof TestServers) => {
    const server = started.get(name) ?? starters[name]()
    started.set(name, server)
    return server
  }
  const desk = http.createServer((request, response) => {
    const name = (request.url ?? '').slice(1)
    const known = Object.keys(starters).find((each) => each === name) as keyof TestServers | undefined
    if (!known) return void response.writeHead(404).end(`No test server is called ${name}`)
    obtain(known).then(
      ({ address }) => response.end(JSON.stringify(address)),
      (error: unknown) => response.writeHead(503).end(reasonOf(error)),
    )
  })
  await new Promise<void>((listening) => desk.listen(0, '127.0.0.1', listening))
  const close = async () => {
    desk.closeAllConnections()
    await new Promise((closed) => desk.close(closed))
    for (const server of [...started.values()].reverse()) await server.then(({ stop }) => stop()).catch(() => undefined)
  }
  return { url: `http://127.0.0.1:${(desk.address() as AddressInfo).port}`, close }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause ? `${error.message} (${reasonOf(error.cause)})` : error.message
}
