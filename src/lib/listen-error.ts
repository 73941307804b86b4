import { AppError } from './errors.js'

/** Where something listens, and the variables that say so. */
export type ListenPlace = { host: string; port: number; variables: { host: string; port: string } }

/** Why a port can't be listened on, with the variable that mends it; anything else comes back as it is. */
export function listenError(thrown: unknown, { host, port, variables }: ListenPlace): unknown {
  const why: Record<string, string> = {
    EADDRINUSE: `something listens on port ${port} already, perhaps another Daybook. Stop it, or choose another port: ${variables.port}`,
    EACCES: `this user may not listen on port ${port}: those below 1024 are for root. Choose another: ${variables.port}`,
    EADDRNOTAVAIL: `this machine has no address ${host}. 127.0.0.1 is itself, 0.0.0.0 all that it has: ${variables.host}`,
    ENOTFOUND: `the name ${host} is no address of a machine. 127.0.0.1 is this one, 0.0.0.0 all that it has: ${variables.host}`,
  }
  const { code = '' } = thrown as { code?: string }
  const told = why[code]
  if (told === undefined) return thrown
  return new AppError('refused', `Daybook can't listen on ${host}:${port}: ${told}.`, { host, port, code }, thrown)
}
