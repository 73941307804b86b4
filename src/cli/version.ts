import { readFile } from 'node:fs/promises'

/** Which Daybook this is: `0.1.0`. Two folders up from the sources, and from what is compiled of them. */
export async function version(): Promise<string> {
  const file = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(file) as { version: string }).version
}
