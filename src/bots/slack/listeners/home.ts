import type { App } from '@slack/bolt'
import { publishHome } from '../home/publish-home.js'
import { type Desk, findPlace, STRANGER, teamIn } from './context.js'

/** App Home is made anew each time it is opened. */
export function listenToHome(app: App, desk: Desk): void {
  app.event('app_home_opened', async ({ event, context, client }) => {
    if (event.tab !== 'home') return
    const place = await findPlace(desk, { team: teamIn(context), userId: event.user, channel: event.channel })
    if (place) return await publishHome(desk, place)
    const blocks = [{ type: 'section' as const, text: { type: 'mrkdwn' as const, text: STRANGER } }]
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } })
  })
}
