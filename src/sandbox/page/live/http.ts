import type { ApiError } from '../../page-api.js'

const base = '/sandbox/api/'

/** A refusal of the sandbox's server; its message can be shown as it is. */
export class SandboxError extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

export type Query = Record<string, string | number | undefined>

export function getJson<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  return answer<T>(fetch(address(path, query), signal ? { signal } : {}))
}

export function postJson<T>(path: string, body: object): Promise<T> {
  const headers = { 'content-type': 'application/json' }
  return answer<T>(fetch(address(path), { method: 'POST', headers, body: JSON.stringify(body) }))
}

export function postBytes<T>(path: string, query: Query, bytes: Blob): Promise<T> {
  const headers = { 'content-type': 'application/octet-stream' }
  return answer<T>(fetch(address(path, query), { method: 'POST', headers, body: bytes }))
}

export function address(path: string, query: Query = {}): string {
  const given = Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]]))
  const search = new URLSearchParams(given).toString()
  return base + path + (search === '' ? '' : `?${search}`)
}

async function answer<T>(request: Promise<Response>): Promise<T> {
  const response = await request.catch((cause: unknown) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new SandboxError('unreachable', "The sandbox doesn't answer. Is it still running?")
  })
  if (response.ok) return (await response.json()) as T
  const problem = (await response.json().catch(() => ({}))) as Partial<ApiError>
  throw new SandboxError(problem.error ?? 'failed', problem.message ?? `The sandbox answered ${response.status}.`)
}

/** What to show for anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : 'Something went wrong.'
}
