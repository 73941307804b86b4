import type { App } from '@slack/bolt'
import { readWorkspace } from '../../../db/sql-workspace.js'
import { getMembership } from '../../../domain/people/membership-store.js'
import { clip } from '../../../lib/text.js'
import type { Place } from '../conversation.js'
import { concerns } from '../home/publish-home.js'
import { questionsOf } from '../home/questions.js'
import { type Desk, placeOf, teamIn } from './context.js'

/** What Slack shows of prompts (docs: assistant.threads.setSuggestedPrompts). */
const PROMPTS = 4
const TITLE = 60

/** The agent pane: a new thread is greeted with what its person may want to ask first. Its messages are words like any other. */
export function listenToAgent(app: App, desk: Desk): void {
  app.event('assistant_thread_started', async ({ event, context }) => {
    const { user_id: userId, channel_id: channel, thread_ts: threadTs } = event.assistant_thread
    const place = await placeOf(desk, { team: teamIn(context), userId, channel, threadTs })
    if (!place) return
    const [first, ...rest] = await promptsFor(desk, place)
    if (!first) return
    await place.client.assistant.threads.setSuggestedPrompts({
      channel_id: channel,
      thread_ts: threadTs,
      title: 'What do you want to know, or do?',
      prompts: [first, ...rest],
    })
  })
}

/** What Home shows this person, as questions; and what everybody may ask. */
async function promptsFor(desk: Desk, { person }: Place): Promise<{ title: string; message: string }[]> {
  const { workspaceId, staffId, via } = person.who
  const { member } = await readWorkspace(desk.db, { workspaceId, actorId: staffId, via }, (read) =>
    getMembership(read, staffId),
  )
  // What few are shown stands last on Home, and says most about what this person is here for; what everybody may ask is last of all.
  return questionsOf(desk.home.filter((section) => concerns(desk, member, section)))
    .slice(-PROMPTS)
    .map(({ question, text }) => ({ title: clip(question, TITLE), message: text }))
}
