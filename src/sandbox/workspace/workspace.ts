import type { Clock } from '../clock.js'
import type { SandboxConfig } from '../options.js'
import { createTsSource, type NextTs, stableId } from './ids.js'
import type {
  Person,
  ResponseUrl,
  StoredAgentThread,
  StoredConversation,
  StoredFile,
  StoredMessage,
  StoredView,
  Trigger,
  Upload,
} from './types.js'

/** All that the pretended Slack knows. Changed by the functions beside this file. */
export interface Workspace {
  team: { id: string; name: string; domain: string }
  app: { id: string; botId: string; botUserId: string; name: string; description: string; colour: string }
  users: Map<string, Person>
  conversations: Map<string, StoredConversation>
  /** by channel, oldest first */
  messages: Map<string, StoredMessage[]>
  files: Map<string, StoredFile>
  fileBytes: Map<string, Buffer>
  uploads: Map<string, Upload>
  views: Map<string, StoredView>
  /** by user, bottom first */
  modals: Map<string, string[]>
  /** by user */
  homes: Map<string, string>
  /** by `channel:ts` */
  agentThreads: Map<string, StoredAgentThread>
  triggers: Map<string, Trigger>
  responseUrls: Map<string, ResponseUrl>
  oauthCodes: Set<string>
  /** What the app calls with; null from when it was taken away until somebody agrees anew. */
  botToken: string | null
  nextTs: NextTs
}

/** Slack's own voice: refusals of commands, invitations of apps. */
export const SLACKBOT = 'USLACKBOT'

const COLOURS = ['#4a6fa5', '#8a5a83', '#2f7f6f', '#b3622d', '#6b7a2c', '#a34a5a', '#3d6b8e', '#7a5c3e']

/** A workspace with the people and channels of the options and no messages. */
export function createWorkspace(config: SandboxConfig, clock: Clock): Workspace {
  const teamId = config.team.id ?? stableId('T', config.team.domain)
  const { display_information: display, features } = config.manifest
  const app = {
    id: stableId('A', config.clientId),
    botId: stableId('B', config.clientId),
    botUserId: stableId('U', `bot:${config.clientId}`),
    name: features.bot_user?.display_name ?? display.name,
    description: display.description,
    colour: display.background_color,
  }
  const workspace: Workspace = {
    team: { id: teamId, name: config.team.name, domain: config.team.domain },
    app,
    users: new Map(),
    conversations: new Map(),
    messages: new Map(),
    files: new Map(),
    fileBytes: new Map(),
    uploads: new Map(),
    views: new Map(),
    modals: new Map(),
    homes: new Map(),
    agentThreads: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    oauthCodes: new Set(),
    botToken: config.botToken,
    nextTs: createTsSource(clock),
  }
  addPeople(workspace, config)
  addChannels(workspace, config, clock)
  return workspace
}

function addPeople(workspace: Workspace, config: SandboxConfig): void {
  config.users.forEach((each, index) => {
    const id = each.id ?? stableId('U', each.name)
    const colour = each.colour ?? COLOURS[index % COLOURS.length] ?? '#4a6fa5'
    workspace.users.set(id, { ...each, id, colour, isBot: false })
  })
  const { app } = workspace
  const bot = { title: '', email: '', tz: 'Etc/UTC', isAdmin: false, isBot: true, kind: 'member' as const }
  const handle = app.name.toLowerCase().replace(/[^a-z0-9_-]/g, '')
  workspace.users.set(app.botUserId, {
    ...bot,
    id: app.botUserId,
    name: handle,
    realName: app.name,
    colour: app.colour,
  })
  workspace.users.set(SLACKBOT, { ...bot, id: SLACKBOT, name: 'slackbot', realName: 'Slackbot', colour: '#616061' })
}

function addChannels(workspace: Workspace, config: SandboxConfig, clock: Clock): void {
  const people = [...workspace.users.values()].filter((each) => !each.isBot)
  for (const each of config.channels) {
    const { members: wanted } = each
    const members = (wanted === 'all' ? people : people.filter((one) => wanted.includes(one.name))).map((one) => one.id)
    const id = each.id ?? stableId('C', each.name)
    workspace.conversations.set(id, {
      id,
      kind: each.private ? 'private' : 'channel',
      name: each.name,
      topic: each.topic,
      members: each.app ? [...members, workspace.app.botUserId] : members,
      created: Math.floor(clock.now() / 1000),
    })
  }
}
