import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { linkSlack } from '../../domain/people/link-slack.js'
import { readSlackProof } from '../../domain/people/slack-proof.js'
import { toAppError } from '../../lib/errors.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { confirmPage } from '../email/confirm-page.js'

export type LinkDeps = { db: Database; key: SecretKey }
export type LinkPage = { status: 200 | 404 | 409; page: string }

/** What the mailed link opens: a question. Opening does nothing, because mail scanners open links. */
export function openLinkPage({ db, key }: LinkDeps, text: string): LinkPage {
  const proof = readSlackProof(key, text, db.clock.now())
  if (!proof) return tooOld()
  const reply = {
    headline: `Are you ${proof.slackName || proof.slackUserId} in Slack?`,
    text: 'Then I answer you there with all that you may see and do. If you did not ask for this, close the page: nothing has been done.',
  }
  return { status: 200, page: confirmPage(reply, 'UTC', { href: `/link?open=${text}`, label: 'Yes, that is me' }) }
}

/** Binds the Slack user to whom the mail went to. Said twice it is the same. */
export async function confirmLinkPage({ db, key }: LinkDeps, text: string): Promise<LinkPage> {
  const proof = readSlackProof(key, text, db.clock.now())
  if (!proof) return tooOld()
  const { workspaceId, staffId, slackUserId } = proof
  try {
    await inWorkspace(db, { workspaceId, actorId: staffId, via: 'mail' }, (tx) => linkSlack(tx, staffId, slackUserId))
  } catch (thrown) {
    return { status: 409, page: confirmPage({ headline: toAppError(thrown).userMessage }, 'UTC') }
  }
  const reply = { headline: 'Now I know you in Slack', text: 'Write `help` to me there, or open my Home.' }
  return { status: 200, page: confirmPage(reply, 'UTC') }
}

const tooOld = (): LinkPage => {
  const reply = { headline: 'This link is too old or was never valid', text: 'Write to me in Slack for another.' }
  return { status: 404, page: confirmPage(reply, 'UTC') }
}
