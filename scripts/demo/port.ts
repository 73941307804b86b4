import net from 'node:net'
import { freePort } from '../services/ports.js'

/** The port people expect, or, when somebody has it, any that is free. */
export const preferredPort = (port: number): Promise<number> =>
  new Promise((resolve) => {
    const probe = net.createServer()
    probe.once('error', () => resolve(freePort()))
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(port)))
  })
