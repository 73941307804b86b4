import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../bots/commands/request.js'
import { closedPage, entryPage, type RecordPage, recordPage } from '../../bots/web/record-page.js'
import { readEntry, readSession, SESSION_MS, sessionText } from '../../domain/people/record-link.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { linkIn, pageHeaders, sendPage } from '../page.js'

export type RecordDeps = Deps & { key: SecretKey; isSecure: boolean }

type Asked = FastifyRequest<{ Params: { ref?: string } }>

const COOKIE = 'daybook'

/**
 * `GET /r/DEAL-12` shows a record's card to a person who is signed in: by a link that chat gave that person (`?open=…`, ten minutes),
 * which becomes a cookie of twelve hours for these pages alone and leaves the address. Every page asks anew what its viewer may see.
 */
export function mountRecords(app: FastifyInstance, deps: RecordDeps): void {
  const answer = async (request: Asked, reply: FastifyReply) => {
    const open = linkIn(request)
    const entry = open ? readEntry(deps.key, open, deps.db.clock.now()) : null
    if (entry) {
      const cookie = `${COOKIE}=${sessionText(deps.key, entry, deps.db.clock.now())}; Path=/r; Max-Age=${SESSION_MS / 1000}; HttpOnly; SameSite=Lax`
      const { pathname } = new URL(request.url, 'http://localhost')
      return await reply
        .headers({ ...pageHeaders("'none'"), 'set-cookie': deps.isSecure ? `${cookie}; Secure` : cookie })
        .redirect(pathname, 303)
    }
    return await sendPage(reply, await pageFor(deps, request), "'none'")
  }
  app.get('/r/', answer)
  app.get('/r/:ref', answer)
}

async function pageFor(deps: RecordDeps, request: Asked): Promise<RecordPage> {
  const viewer = readSession(deps.key, cookieIn(request.headers.cookie), deps.db.clock.now())
  if (!viewer) return closedPage(deps)
  const { ref } = request.params
  return ref ? await recordPage(deps, viewer, ref.toUpperCase()) : entryPage(deps)
}

/** RFC 6265 §4.2.1: pairs joined by semicolons. */
function cookieIn(header = ''): string {
  const pair = header.split(/;\s*/).find((each) => each.startsWith(`${COOKIE}=`))
  return pair?.slice(COOKIE.length + 1) ?? ''
}
