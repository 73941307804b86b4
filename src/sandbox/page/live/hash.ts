/** Where the page is; kept in the URL's hash so that a reload or a copied link stays there. */
export type Route = {
  as?: string
  /** A conversation's id. */
  channel?: string
  view?: 'home' | 'mail'
  /** A parent message's ts. */
  thread?: string
  mailbox?: string
}

const keys = ['as', 'channel', 'view', 'thread', 'mailbox'] as const

export function readRoute(hash: string): Route {
  const params = new URLSearchParams(hash.replace(/^#/, ''))
  const route: Record<string, string> = {}
  for (const key of keys) {
    const value = params.get(key)
    if (value) route[key] = value
  }
  return route as Route
}

export function writeRoute(route: Route): string {
  const params = new URLSearchParams()
  for (const key of keys) if (route[key]) params.set(key, route[key])
  return `#${params.toString().replaceAll('%40', '@')}`
}
