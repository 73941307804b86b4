import { inject } from 'vitest'

/** What a run's servers answer when they are asked for; each is started at its first use. */
export type TestServers = {
  postgres: { adminUrl: string; template: string }
  redis: { url: string }
  mailroom: {
    imap: { host: string; port: number }
    smtp: { host: string; port: number }
    password: string
  }
  chromium: { executablePath: string }
  notmuch: { path: string; env: Record<string, string> }
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests ask for servers (`server-desk.ts`). */
    serverDesk: string
    /** The process that holds them, in the names of what tests leave behind. */
    runId: string
  }
}

/** The address of one of the run's servers; starts it when this is the first to ask. Throws with the reason it can't. */
export async function testServer<K extends keyof TestServers>(name: K): Promise<TestServers[K]> {
  const response = await fetch(`${inject('serverDesk')}/${name}`)
  const body = await response.text()
  if (!response.ok) throw new Error(body)
  return JSON.parse(body) as TestServers[K]
}
