import type { Json } from '../json.js'
import type { SuggestedPrompt } from '../page-api.js'

export interface Person {
  id: string
  name: string
  realName: string
  title: string
  email: string
  tz: string
  colour: string
  isAdmin: boolean
  kind: 'member' | 'guest' | 'outside'
  isBot: boolean
}

export interface StoredConversation {
  id: string
  kind: 'channel' | 'private' | 'im' | 'mpim'
  /** without `#`; empty for DMs */
  name: string
  topic: string
  members: string[]
  /** seconds */
  created: number
}

export interface StoredMessage {
  channel: string
  ts: string
  user: string
  /** Set on what an app wrote. */
  botId?: string
  text: string
  blocks: Json[]
  attachments: Json[]
  /** ids of files */
  files: string[]
  reactions: { name: string; users: string[] }[]
  threadTs?: string
  broadcast?: boolean
  /** Only this person sees it, and no method but response_url finds it again. */
  ephemeralTo?: string
  edited?: { user: string; ts: string }
  subtype?: string
  metadata?: Json
  /** Between chat.startStream and chat.stopStream. */
  streaming?: boolean
}

export interface StoredFile {
  id: string
  name: string
  title: string
  mimetype: string
  filetype: string
  size: number
  user: string
  altText?: string
  /** seconds */
  created: number
  /** Where it was shared: channel and message. */
  shares: { channel: string; ts: string }[]
}

export interface StoredView {
  id: string
  type: 'modal' | 'home'
  user: string
  /** As the app gave it, with ids filled in. */
  view: Json
  hash: string
  rootId: string
  previousId: string | null
  errors: Record<string, string>
}

export interface StoredAgentThread {
  channel: string
  threadTs: string
  user: string
  title: string
  status: string
  promptsTitle: string
  prompts: SuggestedPrompt[]
  contextChannel?: string
}

/** A pending three-step upload. */
export interface Upload {
  fileId: string
  name: string
  length: number
  altText?: string
  bytes?: Buffer
}

export interface Trigger {
  id: string
  user: string
  issuedAt: number
  exchanged: boolean
  /** The modal on which the click happened: what views.push pushes onto. */
  viewId?: string
}

export interface ResponseUrl {
  id: string
  user: string
  channel: string
  issuedAt: number
  uses: number
  /** The message with the button; absent for slash commands, which have nothing to replace. */
  message?: { channel: string; ts: string }
}
