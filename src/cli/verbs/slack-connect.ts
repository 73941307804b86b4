import { installByToken } from '../../bots/slack/install-by-token.js'
import type { Config } from '../../config.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { connectSlack } from '../../domain/people/connect-slack.js'
import { findWorkspaceByRoute } from '../../domain/people/workspace-store.js'
import { conflict } from '../../lib/errors.js'
import { Redacted } from '../../lib/redacted.js'
import { answer } from '../answer.js'
import { chosenScope, withStore } from '../company.js'
import { defineVerb, textOption, UsageError } from '../define-verb.js'

export default defineVerb({
  name: 'slack connect',
  takes: 'TEAM_ID',
  summary: 'Let a Slack team lead to this company, so that the app can be installed there',
  options: {
    'close-channel': { type: 'string', value: 'CHANNEL_ID', summary: 'where the card of the month-end close stands' },
    'bot-token': {
      type: 'string',
      value: 'TOKEN',
      summary: 'xoxb-…, of the app’s Install App page: installed without a browser',
    },
  },
  run: (input) => {
    const [teamId = ''] = input.words
    const closeChannel = textOption(input, 'close-channel')
    const botToken = textOption(input, 'bot-token')
    if (!/^[TE][A-Z0-9]{2,}$/.test(teamId))
      throw new UsageError(
        'daybook slack connect needs a TEAM_ID like T012AB3CD: it stands in Slack’s address in a browser.',
      )
    if (closeChannel !== undefined && !/^[CG][A-Z0-9]{2,}$/.test(closeChannel))
      throw new UsageError('--close-channel is a channel’s id like C012AB3CD: it stands below the channel’s details.')
    if (botToken !== undefined && !botToken.startsWith('xoxb-'))
      throw new UsageError('--bot-token begins with xoxb-: it stands on the app’s Install App page.')
    return withStore(input, async (store) => {
      const scope = await chosenScope(store, input)
      const { workspaceId } = scope
      const other = await findWorkspaceByRoute(store.db, 'slack-team', teamId)
      if (other !== null && other !== workspaceId) throw conflict(`${teamId} leads to another company here.`)
      await inWorkspace(store.db, scope, (tx) => connectSlack(tx, { teamId, closeChannel }))
      if (botToken)
        await installByToken(store.db, store.secretKey, { workspaceId, teamId, botToken: new Redacted(botToken) })
      const next = botToken ? 'The app is installed: start `daybook serve`.' : nextStep(input.config)
      answer(input.terminal, { teamId }, `${teamId} leads here. ${next}`)
      return 0
    })
  },
})

function nextStep({ slack, publicUrl }: Config): string {
  if (!slack?.clientId)
    return 'Next: set SLACK_APP_TOKEN and give the --bot-token; or set SLACK_SIGNING_SECRET, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET (docs/configuration.md) and start `daybook serve`.'
  return `Next: with \`daybook serve\` running, open ${new URL('/slack/install', publicUrl ?? 'https://your-address').href}`
}
