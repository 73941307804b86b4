import type { Json } from '../json.js'

/** Something to send to the app. `name` is what logs and faults call it. */
export interface Parcel {
  name: string
  /** What the body says, for the log. */
  payload: Json
  body: string
  contentType: 'application/json' | 'application/x-www-form-urlencoded'
  headers?: Record<string, string>
}

export type Failure = 'http_timeout' | 'http_error' | 'connection_failed' | 'not_connected'

export type Delivered =
  | { ok: true; status: number; body: unknown }
  | { ok: false; failure: Failure; status: number | null }
