import { linkSlack, unlinkSlack } from '../../../domain/people/link-slack.js'
import { invalid } from '../../../lib/errors.js'
import { defineCommand } from '../define-command.js'
import { required, target } from '../params.js'

const staff = target('staff', 'Colleague')

/** `<@U012AB3CD|kim>`, as Slack writes a mention, or the id alone. */
function userIn(words: string): string {
  const [, id] = /^(?:<@)?([UW][A-Z0-9]{2,})(?:\|[^>]*)?>?$/.exec(words.trim()) ?? []
  if (!id)
    throw invalid(`"${words}" is no Slack user: mention them, like user:@kim, or give the id, like user:U012AB3CD.`)
  return id
}

const link = defineCommand({
  name: 'staff link',
  summary: 'Say which Slack user a colleague is, verified by you',
  example: 'staff link kim@example.com user:U012AB3CD',
  params: { staff, user: required('text', 'Slack user', { hint: '@kim, or U012AB3CD' }) },
  needs: 'staff.write',
  risk: 'reversible',
  run: async (_context, { staff, user }, tx) => {
    const slackUserId = userIn(user)
    const version = await linkSlack(tx, staff.id, slackUserId)
    return {
      headline: `${staff.title} is ${slackUserId} in Slack`,
      undo: { command: 'staff unlink', args: { staff: staff.ref }, versions: { [staff.id]: version } },
      data: { staff: staff.ref, slackUserId },
    }
  },
})

const unlink = defineCommand({
  name: 'staff unlink',
  summary: 'Unlink a colleague’s Slack user, who gets no more messages',
  example: 'staff unlink kim@example.com',
  params: { staff },
  needs: 'staff.write',
  risk: 'reversible',
  run: async (_context, { staff }, tx) => {
    const { was, version } = await unlinkSlack(tx, staff.id)
    return {
      headline: `${staff.title} is nobody in Slack`,
      undo: { command: 'staff link', args: { staff: staff.ref, user: was }, versions: { [staff.id]: version } },
      data: { staff: staff.ref },
    }
  },
})

export default [link, unlink]
