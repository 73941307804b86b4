import type { App } from '@slack/bolt'
import { publishHome } from '../home/publish-home.js'
import { greeting, whoMayBe } from '../meet.js'
import { type Desk, findPlace, teamIn } from './context.js'

/** App Home is made anew each time it is opened. */
export function listenToHome(app: App, desk: Desk): void {
  app.event('app_home_opened', async ({ event, context, client }) => {
    if (event.tab !== 'home') return
    const place = await findPlace(desk, { team: teamIn(context), userId: event.user, channel: event.channel })
    if (place) return await publishHome(desk, place)
    const { blocks } = greeting(await whoMayBe(desk, teamIn(context), event.user), event.user)
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks } })
  })
}
