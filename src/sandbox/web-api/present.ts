import type { Json } from '../json.js'
import type { Sandbox } from '../sandbox.js'
import { findFile } from '../workspace/files.js'
import { repliesOf } from '../workspace/messages.js'
import type { Person, StoredConversation, StoredFile, StoredMessage, StoredView } from '../workspace/types.js'
import { hasScope } from './access.js'

/** What is kept, in the shapes in which Slack's API and events show it. */
export function messageJson(sandbox: Sandbox, message: StoredMessage): Json {
  const { team, app } = sandbox.workspace
  const { threadTs, edited } = message
  return {
    type: 'message',
    ...(message.subtype ? { subtype: message.subtype } : {}),
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: team.id,
    ...(message.botId ? { bot_id: message.botId, app_id: app.id } : {}),
    ...(message.blocks.length > 0 ? { blocks: message.blocks } : {}),
    ...(message.attachments.length > 0 ? { attachments: message.attachments } : {}),
    ...(message.files.length > 0 ? { files: filesJson(sandbox, message.files) } : {}),
    ...(message.reactions.length > 0
      ? { reactions: message.reactions.map((each) => ({ ...each, count: each.users.length })) }
      : {}),
    ...(edited ? { edited } : {}),
    ...(message.metadata ? { metadata: message.metadata } : {}),
    ...(threadTs ? { thread_ts: threadTs } : {}),
    ...threadJson(sandbox, message),
  }
}

function threadJson(sandbox: Sandbox, message: StoredMessage): Json {
  if (message.threadTs && message.threadTs !== message.ts) {
    const parent = sandbox.workspace.messages.get(message.channel)?.find((each) => each.ts === message.threadTs)
    return parent ? { parent_user_id: parent.user } : {}
  }
  const replies = repliesOf(sandbox.workspace, message.channel, message.ts)
  const latest = replies.at(-1)
  if (!latest) return {}
  const reply_users = [...new Set(replies.map((each) => each.user))]
  const counts = { reply_count: replies.length, reply_users_count: reply_users.length, reply_users }
  return { thread_ts: message.ts, ...counts, latest_reply: latest.ts }
}

export function filesJson(sandbox: Sandbox, ids: readonly string[]): Json[] {
  return ids.flatMap((id) => {
    const file = findFile(sandbox.workspace, id)
    return file ? [fileJson(sandbox, file)] : []
  })
}

export function fileJson(sandbox: Sandbox, file: StoredFile): Json {
  const url = `${sandbox.url}/files-pri/${sandbox.workspace.team.id}-${file.id}/${encodeURIComponent(file.name)}`
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    mimetype: file.mimetype,
    filetype: file.filetype,
    pretty_type: file.filetype.toUpperCase(),
    user: file.user,
    user_team: sandbox.workspace.team.id,
    size: file.size,
    mode: 'hosted',
    is_external: false,
    is_public: false,
    url_private: url,
    url_private_download: url,
    permalink: `${sandbox.url}/sandbox/api/files/${file.id}`,
    ...(file.altText ? { alt_txt: file.altText } : {}),
    channels: [...new Set(file.shares.map((each) => each.channel))],
    shares: { public: sharesJson(file) },
  }
}

function sharesJson(file: StoredFile): Json {
  const byChannel = new Map<string, { ts: string }[]>()
  for (const { channel, ts } of file.shares) byChannel.set(channel, [...(byChannel.get(channel) ?? []), { ts }])
  return Object.fromEntries(byChannel)
}

/** Of somebody of another organisation, that organisation's. */
export const teamOf = ({ workspace }: Sandbox, person: Person | undefined): string =>
  person?.kind === 'outside' ? 'T0OUTSIDE0' : workspace.team.id

export function userJson(sandbox: Sandbox, person: Person): Json {
  const email = person.email && hasScope(sandbox, 'users:read.email') ? { email: person.email } : {}
  return {
    id: person.id,
    team_id: teamOf(sandbox, person),
    name: person.name,
    deleted: false,
    color: person.colour.replace('#', ''),
    real_name: person.realName,
    tz: person.tz,
    tz_label: person.tz,
    tz_offset: offsetSeconds(person.tz, sandbox.clock.now()),
    profile: {
      title: person.title,
      real_name: person.realName,
      real_name_normalized: person.realName,
      display_name: person.name,
      display_name_normalized: person.name,
      team: teamOf(sandbox, person),
      ...email,
    },
    is_admin: person.isAdmin,
    is_owner: false,
    is_restricted: person.kind === 'guest',
    is_ultra_restricted: false,
    ...(person.kind === 'outside' ? { is_stranger: true } : {}),
    is_bot: person.isBot,
    is_app_user: false,
    updated: 0,
  }
}

function offsetSeconds(tz: string, now: number): number {
  const name = new Intl.DateTimeFormat('en', { timeZone: tz, timeZoneName: 'longOffset' })
    .formatToParts(now)
    .find((part) => part.type === 'timeZoneName')?.value
  const found = /GMT([+-])(\d{2}):(\d{2})/.exec(name ?? '')
  if (!found) return 0
  const seconds = Number(found[2]) * 3600 + Number(found[3]) * 60
  return found[1] === '-' ? -seconds : seconds
}

export function conversationJson(sandbox: Sandbox, conversation: StoredConversation): Json {
  const bot = sandbox.workspace.app.botUserId
  const { kind, members } = conversation
  return {
    id: conversation.id,
    created: conversation.created,
    ...(kind === 'im' ? { user: members.find((each) => each !== bot) ?? bot } : { name: conversation.name }),
    is_channel: kind === 'channel' || kind === 'private',
    is_group: false,
    is_im: kind === 'im',
    is_mpim: kind === 'mpim',
    is_private: kind !== 'channel',
    is_archived: false,
    is_member: members.includes(bot),
    num_members: members.length,
    topic: { value: conversation.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    context_team_id: sandbox.workspace.team.id,
  }
}

export function viewJson(sandbox: Sandbox, stored: StoredView, values: Json = {}): Json {
  const { view } = stored
  const { team, app } = sandbox.workspace
  return {
    id: stored.id,
    team_id: team.id,
    type: stored.type,
    blocks: view.blocks,
    private_metadata: view.private_metadata ?? '',
    callback_id: view.callback_id ?? '',
    state: { values },
    hash: stored.hash,
    title: view.title ?? null,
    submit: view.submit ?? null,
    close: view.close ?? null,
    submit_disabled: view.submit_disabled === true,
    clear_on_close: view.clear_on_close === true,
    notify_on_close: view.notify_on_close === true,
    external_id: view.external_id ?? '',
    root_view_id: stored.rootId,
    previous_view_id: stored.previousId,
    app_id: app.id,
    app_installed_team_id: team.id,
    bot_id: app.botId,
  }
}

/** What is said of whose installation it is: the organisation's, or the team's own. */
export const organisationOf = ({
  config: { enterprise },
}: Sandbox): { enterprise_id: string | null; is_enterprise_install: boolean } => ({
  enterprise_id: enterprise?.id ?? null,
  is_enterprise_install: enterprise !== undefined,
})
