import type { App } from '@slack/bolt'
import { publishHome } from '../home.js'
import { type Desk, placeOf } from './context.js'

/** App Home is made anew each time it is opened. */
export function listenToHome(app: App, desk: Desk): void {
  app.event('app_home_opened', async ({ event, context }) => {
    if (event.tab !== 'home') return
    const place = await placeOf(desk, { teamId: context.teamId, userId: event.user, channel: event.channel })
    if (place) await publishHome(desk, place)
  })
}
