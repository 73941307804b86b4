import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { toAppError } from '../lib/errors.js'
import type { Logger } from '../lib/logger.js'
import type { OpenedLink } from '../mail/open-mail.js'

/** Nothing is run, fetched, framed, remembered or told to others. */
export const pageHeaders = (formsTo: "'none'" | "'self'") => ({
  'content-security-policy': `default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action ${formsTo}`,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store, private',
  'x-robots-tag': 'noindex',
})

/** A page of ours with its status. Its forms post to this port, or it has none. */
export const sendPage = (
  reply: FastifyReply,
  { status, page }: { status: number; page: string },
  formsTo: "'none'" | "'self'",
): FastifyReply => reply.headers(pageHeaders(formsTo)).code(status).type('text/html; charset=utf-8').send(page)

const FORM = 'application/x-www-form-urlencoded'

/** The form of such a page has no fields: its body is not looked at. */
export const acceptForms = (scope: FastifyInstance): void =>
  void scope.addContentTypeParser(FORM, { parseAs: 'string', bodyLimit: 1024 }, (_request, _body, done) =>
    done(null, null),
  )

/** What stands after `?open=`: a signed link. Empty where there is none. */
export function linkIn({ query }: Pick<FastifyRequest, 'query'>): string {
  const { open } = query as { open?: unknown }
  return typeof open === 'string' ? open : ''
}

/** Answers with what a signed link opens, or why it opens nothing. */
export async function sendFile(
  log: Logger,
  reply: FastifyReply,
  open: () => Promise<OpenedLink>,
): Promise<FastifyReply> {
  reply.headers(pageHeaders("'none'"))
  try {
    const opened = await open()
    if ('page' in opened) return await reply.type('text/html; charset=utf-8').send(opened.page)
    return await reply
      .type(opened.contentType)
      .header('content-security-policy', "default-src 'none'; sandbox")
      .header('content-disposition', `attachment; filename*=UTF-8''${fileName(opened.filename)}`)
      .send(opened.file)
  } catch (thrown) {
    const { code, userMessage } = toAppError(thrown)
    const isClosed = code === 'not_found' || code === 'forbidden'
    if (!isClosed) log.warn({ err: thrown }, 'what a link is for could not be opened')
    return await reply
      .code(isClosed ? 404 : 503)
      .type('text/plain; charset=utf-8')
      .send(userMessage)
  }
}

/** RFC 8187; what a mail calls its attachment is anything. */
const fileName = (name: string): string =>
  encodeURIComponent(name.replace(/[/\\\p{Cc}]/gu, '_').slice(0, 200)).replace(
    /['()*]/g,
    (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`,
  )
