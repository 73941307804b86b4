import { obtainProgram } from './programs.js'

/** The path of a Chromium for playwright-core. Throws UnavailableError when there is none and it can't be installed. */
export async function findChromium(onProgress?: (step: string, ms: number) => void): Promise<string> {
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
  const { path } = await obtainProgram({ names, packages: ['chromium'], onProgress })
  return path
}

/** Flags for a machine without a display, a GPU or (in containers) a sandbox; nothing calls home. */
export const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
