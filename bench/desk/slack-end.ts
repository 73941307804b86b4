import { fork } from 'node:child_process'
import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Stage } from '../stage.js'

export const SIGNING_SECRET = 'a-signing-secret-of-benches'
const LATEST_MS = 20_000

/** From sending a slash command: until it was acknowledged, and until its answer came to the response_url. */
export type Heard = { ackMs: number; answerMs: number }

/** Slack's end of the line, as little as it can be: sends signed slash commands, takes the answers, says yes to every API call. */
export type SlackEnd = {
  apiUrl: string
  /** Starts an app in a process of its own and answers where it listens. */
  start(which: 'daybook' | 'echo', more?: readonly string[]): Promise<string>
  send(appUrl: string, who: { team: string; user: string }, command: string, text: string): Promise<Heard>
}

export async function openSlackEnd(stage: Stage): Promise<SlackEnd> {
  const waiting = new Map<string, (body: string) => void>()
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      waiting.get(request.url ?? '')?.(body)
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}')
    })
  })
  // As long as an app may be quiet here: one that sends on a connection that is just being closed has no answer.
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  stage.onStop(async () => {
    server.close()
    server.closeAllConnections()
  })
  let sent = 0
  return {
    apiUrl: `${origin}/api/`,
    start: async (which, more = []) => {
      const child = fork(
        path.join(import.meta.dirname, 'app-child.ts'),
        [which, SIGNING_SECRET, `${origin}/api/`, ...more],
        { execArgv: [...process.execArgv, ...(which === 'daybook' ? nodeFlags() : [])] },
      )
      stage.onStop(async () => void child.kill())
      const [port] = (await once(child, 'message')) as [number]
      return `http://127.0.0.1:${port}/slack/events`
    },
    send: async (appUrl, { team, user }, command, text) => {
      const where = `/answer/${++sent}`
      const answered = new Promise<string>((resolve, reject) => {
        waiting.set(where, resolve)
        setTimeout(() => reject(new Error(`${command} ${text} was not answered`)), LATEST_MS).unref()
      })
      const fields = {
        token: 'bench',
        team_id: team,
        team_domain: 'bench',
        channel_id: 'D0000BENCH',
        channel_name: 'directmessage',
        user_id: user,
        user_name: 'bench',
        command,
        text,
        api_app_id: 'A0BENCH',
        is_enterprise_install: 'false',
        response_url: `${origin}${where}`,
        trigger_id: `${Date.now()}.${sent}`,
      }
      const body = new URLSearchParams(fields).toString()
      const start = performance.now()
      const response = await fetch(appUrl, { method: 'POST', headers: signed(body), body })
      await response.text()
      const ackMs = performance.now() - start
      if (response.status !== 200) throw new Error(`${command} ${text}: ${response.status}`)
      const answer = await answered
      waiting.delete(where)
      if (/something went wrong|don’t know you/i.test(answer))
        throw new Error(`${command} ${text}: ${answer.slice(0, 300)}`)
      return { ackMs, answerMs: performance.now() - start }
    },
  }
}

/** What a server starts Node with. */
function nodeFlags(): string[] {
  const unit = readFileSync(path.join(import.meta.dirname, '../../deploy/daybook.service'), 'utf8')
  return /^ExecStart=.* node (.*?) ?bin\/daybook serve$/m.exec(unit)?.[1]?.split(' ').filter(Boolean) ?? []
}

function signed(body: string): Record<string, string> {
  const at = String(Math.floor(Date.now() / 1000))
  const digest = createHmac('sha256', SIGNING_SECRET).update(`v0:${at}:${body}`).digest('hex')
  return {
    'content-type': 'application/x-www-form-urlencoded',
    'x-slack-request-timestamp': at,
    'x-slack-signature': `v0=${digest}`,
  }
}
