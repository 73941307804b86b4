import net from 'node:net'

/** What postgres.js tells its `socket` option (which its types don't have): where the server is. */
type Target = { host: readonly string[]; port: readonly number[]; path?: string | false | undefined }

/**
 * An option of a postgres.js pool of one connection: it connects once. By itself it would connect again for what waits in the pool when
 * a connection is lost, and run that outside of its transaction; if it is being closed meanwhile, nobody closes the new one any more.
 */
export function oneSocket(): { socket: (target: Target) => net.Socket } {
  let isUsed = false
  return {
    socket: ({ host: [host], port: [port = 5432], path }) => {
      const socket = new net.Socket()
      const isLate = isUsed
      isUsed = true
      // Not before postgres.js listens; what it writes until then waits for the connection.
      setImmediate(() => {
        if (isLate) socket.destroy(Object.assign(new Error('The connection was lost.'), { code: 'CONNECTION_CLOSED' }))
        else if (path) socket.connect(path)
        else socket.connect(port, host ?? 'localhost')
      })
      return Object.assign(socket, { host }) // whose certificate it has to be
    },
  }
}
