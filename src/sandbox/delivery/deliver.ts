import { isRecord, type Json, parseJson } from '../json.js'
import { LIFETIMES } from '../lifetimes.js'
import type { Sandbox } from '../sandbox.js'
import type { Delivered, Parcel } from './parcel.js'
import { signature } from './sign.js'

/** Commands and interactions are forms, with the payload as JSON in one field; commands are plain fields. */
export function form(name: string, payload: Json, fields: Record<string, string>): Parcel {
  const body = new URLSearchParams(fields).toString()
  return { name, payload, body, contentType: 'application/x-www-form-urlencoded' }
}

/**
 * Sends it to the app, signed, and waits for the acknowledgement: 2xx within three seconds. Never throws. Faults that
 * were asked for over the control API happen here.
 */
export async function deliver(sandbox: Sandbox, parcel: Parcel): Promise<Delivered> {
  const fault = sandbox.faults.take('delivery', parcel.name)
  if (fault?.kind === 'drop') {
    record(sandbox, parcel, {}, null, null, 'dropped on purpose')
    return { ok: false, failure: 'http_timeout', status: null }
  }
  if (fault?.kind === 'reorder') await untilAnother(sandbox)
  const first = send(sandbox, parcel)
  releaseHeld(sandbox, first)
  if (fault?.kind === 'duplicate') await send(sandbox, parcel)
  const outcome = await first
  if (fault?.kind === 'timeout') return { ok: false, failure: 'http_timeout', status: null }
  if (fault?.kind === 'server_error') return { ok: false, failure: 'http_error', status: 500 }
  return outcome
}

async function send(sandbox: Sandbox, parcel: Parcel): Promise<Delivered> {
  if (sandbox.sockets.isOpen()) {
    const outcome = await sandbox.sockets.send(parcel)
    record(sandbox, parcel, {}, outcome.status, outcome.ok ? outcome.body : null, outcome.ok ? null : outcome.failure)
    return outcome
  }
  if (sandbox.app.url === null) {
    record(sandbox, parcel, {}, null, null, 'not_connected')
    return { ok: false, failure: 'not_connected', status: null }
  }
  const headers = {
    ...signature(sandbox.config.signingSecret, parcel.body, sandbox.clock.wall()),
    ...parcel.headers,
    'content-type': parcel.contentType,
    'user-agent': 'Slackbot 1.0 (sandbox)',
  }
  const deadline = new AbortController()
  const disarm = sandbox.clock.after(LIFETIMES.acknowledgeMs, () => deadline.abort())
  try {
    const response = await fetch(`${sandbox.app.url}/slack/events`, {
      method: 'POST',
      headers,
      body: parcel.body,
      signal: AbortSignal.any([deadline.signal, sandbox.closing]),
      redirect: 'manual',
    })
    const body = readBody(await response.text())
    connected(sandbox, true)
    record(sandbox, parcel, headers, response.status, body, response.ok ? null : 'http_error')
    if (!response.ok) return { ok: false, failure: 'http_error', status: response.status }
    return { ok: true, status: response.status, body }
  } catch {
    const failure = deadline.signal.aborted ? 'http_timeout' : 'connection_failed'
    if (failure === 'connection_failed') connected(sandbox, false)
    record(sandbox, parcel, headers, null, null, failure)
    return { ok: false, failure, status: null }
  } finally {
    disarm()
  }
}

/** JSON when it is some, else the text. */
function readBody(body: string): unknown {
  const parsed = parseJson(body)
  return isRecord(parsed) ? parsed : body
}

/** Tells the pages when the app comes or goes. */
export function connected(sandbox: Sandbox, now: boolean): void {
  if (sandbox.app.connected === now || sandbox.closing.aborted) return
  sandbox.app.connected = now
  sandbox.hub.publish(() => ({ type: 'app', connected: now }))
}

/** Waits for the next delivery; when none comes in time, for no longer than an app may take. */
function untilAnother(sandbox: Sandbox): Promise<void> {
  return new Promise((resolve) => {
    sandbox.app.held.push(resolve)
    sandbox.clock.after(LIFETIMES.acknowledgeMs, resolve)
  })
}

/** What was held back goes once this one has arrived. */
function releaseHeld(sandbox: Sandbox, sent: Promise<unknown>): void {
  const released = sandbox.app.held.splice(0)
  if (released.length === 0) return
  void sent.then(() => {
    for (const release of released) release()
  })
}

function record(
  sandbox: Sandbox,
  parcel: Parcel,
  headers: Record<string, string>,
  status: number | null,
  response: unknown,
  failure: string | null,
): void {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('x-slack-')))
  sandbox.log.add({
    kind: 'delivery',
    name: parcel.name,
    request: parcel.payload,
    headers: kept,
    status,
    response,
    failure,
  })
}
