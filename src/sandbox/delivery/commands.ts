import { isRecord } from '../json.js'
import type { Done, RunCommand } from '../page-api.js'
import { escapeTyped } from '../page-server/markup.js'
import { post } from '../posting.js'
import type { Sandbox } from '../sandbox.js'
import { SlackError } from '../web-api/slack-error.js'
import { issueResponseUrl, issueTrigger } from '../workspace/triggers.js'
import type { StoredConversation } from '../workspace/types.js'
import { SLACKBOT } from '../workspace/workspace.js'
import { deliver, form } from './deliver.js'
import { channelRef } from './interaction.js'
import type { Delivered } from './parcel.js'
import { respond, responseUrlFor } from './respond.js'

/** Runs a slash command: sends it, and shows what the acknowledgement says. */
export async function runCommand(sandbox: Sandbox, where: StoredConversation, asked: RunCommand): Promise<Done> {
  const command = sandbox.config.manifest.features.slash_commands.find((each) => each.command === asked.command)
  const say = (text: string) => refuse(sandbox, where, asked, text)
  if (!command) return say(`\`${asked.command}\` is not a command of this workspace.`)
  if (asked.threadTs) return say(`\`${asked.command}\` is not supported in threads. Sorry!`)

  const { workspace, clock } = sandbox
  const { enterprise } = sandbox.config
  const target = { user: asked.as, channel: where.id }
  const issued = issueResponseUrl(workspace, clock, target)
  const channel = channelRef(where)
  const fields = {
    token: 'sandbox',
    team_id: workspace.team.id,
    team_domain: workspace.team.domain,
    channel_id: channel.id,
    channel_name: channel.name,
    user_id: asked.as,
    user_name: workspace.users.get(asked.as)?.name ?? '',
    command: asked.command,
    text: command.should_escape ? escapeTyped(workspace, asked.text) : asked.text.trim(),
    api_app_id: workspace.app.id,
    ...(enterprise ? { enterprise_id: enterprise.id, enterprise_name: enterprise.name } : {}),
    is_enterprise_install: String(enterprise !== undefined),
    response_url: responseUrlFor(sandbox, issued),
    trigger_id: issueTrigger(workspace, clock, asked.as),
  }
  const outcome = await deliver(sandbox, form('command', fields, fields))
  if (!outcome.ok) return say(`${asked.command} failed with the error "${errorName(outcome)}"`)
  const answer = isRecord(outcome.body) ? outcome.body : { text: outcome.body }
  if (answer.text === '' || Object.keys(answer).length === 0) return { ok: true, delivered: true }
  try {
    respond(sandbox, target, answer)
    return { ok: true, delivered: true }
  } catch (error) {
    if (!(error instanceof SlackError)) throw error
    return say(`${asked.command} failed with the error "${error.code}"`)
  }
}

function errorName(outcome: Delivered & { ok: false }): string {
  return outcome.failure === 'http_timeout' ? 'operation_timeout' : 'dispatch_failed'
}

/** Slackbot says why, to that person alone. */
function refuse(sandbox: Sandbox, where: StoredConversation, asked: RunCommand, text: string): Done {
  const threadTs = asked.threadTs ? { threadTs: asked.threadTs } : {}
  post(sandbox, { channel: where.id, user: SLACKBOT, text, ephemeralTo: asked.as, ...threadTs })
  return { ok: true, delivered: false, notice: text }
}
