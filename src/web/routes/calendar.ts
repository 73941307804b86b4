import type { FastifyInstance } from 'fastify'
import { type CalendarDeps, feedText } from '../../bots/web/calendar-page.js'
import { linkIn, sendFile } from '../page.js'

/** `GET /close.ics?open=<signed address>`: due days of the close as a calendar (RFC 5545). The address is the authentication. */
export const mountCalendar = (app: FastifyInstance, deps: CalendarDeps): void =>
  void app.get('/close.ics', (request, reply) =>
    sendFile(deps.db.log, reply, async () => {
      const file = Buffer.from(await feedText(deps, linkIn(request)))
      return { file, filename: 'close.ics', contentType: 'text/calendar; charset=utf-8' }
    }),
  )
