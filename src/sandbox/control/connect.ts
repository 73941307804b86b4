import { randomBytes } from 'node:crypto'
import { connected, deliver } from '../delivery/deliver.js'
import { isRecord } from '../json.js'
import type { Sandbox } from '../sandbox.js'

/**
 * Points the sandbox at an app and asks it to prove itself, as Slack does when a request URL is saved: it must give
 * back the challenge. An app that isn't up yet can be pointed at all the same.
 */
export async function connect(sandbox: Sandbox, url: string | null): Promise<{ verified: boolean }> {
  sandbox.app.url = url === null ? null : url.replace(/\/+$/, '')
  if (url === null) {
    connected(sandbox, false)
    return { verified: false }
  }
  const challenge = randomBytes(24).toString('base64url')
  const payload = { type: 'url_verification', token: 'sandbox', challenge }
  const body = JSON.stringify(payload)
  const outcome = await deliver(sandbox, { name: 'url_verification', payload, body, contentType: 'application/json' })
  const given = outcome.ok && isRecord(outcome.body) ? outcome.body.challenge : outcome.ok ? outcome.body : undefined
  return { verified: given === challenge }
}
