import { obtainProgram, type Program } from './programs.js'

/** notmuch on the PATH, from apt, or unpacked into the cache: whose threads ours are compared with. Throws UnavailableError. */
export const findNotmuch = (cacheDir: string, onProgress?: (step: string, ms: number) => void): Promise<Program> =>
  obtainProgram({ names: ['notmuch'], packages: ['notmuch'], cacheDir, onProgress })
