import { z } from 'zod'
import type { Clock } from './clock.js'

const user = z.object({
  /** `U…`; made from the handle when left out, the same each time. */
  id: z.string().optional(),
  /** handle */
  name: z.string(),
  realName: z.string(),
  title: z.string().default(''),
  email: z.string(),
  tz: z.string().default('Etc/UTC'),
  /** `#rrggbb` of the avatar */
  colour: z.string().optional(),
  isAdmin: z.boolean().default(false),
  /** `guest`: of a few channels only; `outside`: of another organisation, by Slack Connect. */
  kind: z.enum(['member', 'guest', 'outside']).default('member'),
})

const channel = z.object({
  id: z.string().optional(),
  /** without `#` */
  name: z.string(),
  topic: z.string().default(''),
  private: z.boolean().default(false),
  /** handles; `all` is everybody. The app is a member when `app` says so. */
  members: z.union([z.literal('all'), z.array(z.string())]).default('all'),
  app: z.boolean().default(true),
})

const slashCommand = z.object({
  command: z.string(),
  description: z.string().default(''),
  usage_hint: z.string().default(''),
  should_escape: z.boolean().default(false),
})

const shortcut = z.object({
  name: z.string(),
  type: z.enum(['global', 'message']),
  callback_id: z.string(),
  description: z.string().default(''),
})

const agentView = z.object({
  assistant_description: z.string().optional(),
  suggested_prompts: z.array(z.object({ title: z.string(), message: z.string() })).default([]),
})

/** An app manifest as Slack has it, read as far as it changes how the stand-in behaves. */
export const manifestSchema = z.object({
  display_information: z
    .object({ name: z.string(), description: z.string().default(''), background_color: z.string().default('#4a154b') })
    .default({ name: 'App', description: '', background_color: '#4a154b' }),
  features: z
    .object({
      app_home: z.object({ home_tab_enabled: z.boolean().default(false) }).optional(),
      bot_user: z.object({ display_name: z.string() }).optional(),
      slash_commands: z.array(slashCommand).default([]),
      shortcuts: z.array(shortcut).default([]),
      unfurl_domains: z.array(z.string()).default([]),
      assistant_view: agentView.optional(),
      agent_view: agentView.optional(),
    })
    .default({ slash_commands: [], shortcuts: [], unfurl_domains: [] }),
  oauth_config: z.object({ scopes: z.object({ bot: z.array(z.string()).optional() }).optional() }).optional(),
  settings: z
    .object({ event_subscriptions: z.object({ bot_events: z.array(z.string()).default([]) }).optional() })
    .optional(),
})

const mail = z.object({
  imap: z.object({ host: z.string(), port: z.number() }),
  smtp: z.object({ host: z.string(), port: z.number() }),
  mailboxes: z.array(
    z.object({
      address: z.string(),
      password: z.string(),
      label: z.string(),
      /** `outside`: of somebody outside the company, who can be written as. */
      kind: z.enum(['company', 'outside']).default('company'),
      /** IMAP login when it isn't the address */
      login: z.string().optional(),
    }),
  ),
})

export const optionsSchema = z.object({
  /** 0: any free one */
  port: z.number().int().default(0),
  /** Never anything but this machine: whoever reaches the sandbox can act as anybody. */
  host: z.enum(['127.0.0.1', '::1', 'localhost']).default('127.0.0.1'),
  signingSecret: z.string().min(1),
  clientId: z.string().default('0000000000.0000000000'),
  clientSecret: z.string().default('sandbox-client-secret'),
  botToken: z.string().min(1),
  /** With one the app may connect by Socket Mode. */
  appToken: z.string().optional(),
  /** Base URL of the app under test; may come later over the control API. */
  appUrl: z.string().optional(),
  team: z.object({ id: z.string().optional(), name: z.string(), domain: z.string() }),
  /** The organisation that the team belongs to (Enterprise Grid); the app is installed for all of it then. */
  enterprise: z.object({ id: z.string(), name: z.string() }).optional(),
  users: z.array(user).min(1),
  channels: z.array(channel).default([]),
  manifest: manifestSchema,
  mail: mail.optional(),
  /** The built page's static files. */
  pageDir: z.string().optional(),
  /** Where messages are kept over a restart; left out: nowhere. */
  stateDir: z.string().optional(),
  /** How far its time is from the machine's; the control API can move it later. */
  clockOffsetMs: z.number().default(0),
  /** Posts per second and channel, with a burst; `false` switches the limit off. */
  rateLimit: z
    .union([z.literal(false), z.object({ perSecond: z.number().positive(), burst: z.number().int().positive() })])
    .default({ perSecond: 1, burst: 5 }),
  /** How long after completeUploadExternal a file shows up as a message. */
  fileShareDelayMs: z.number().default(300),
})

export type SandboxConfig = z.output<typeof optionsSchema>
export type Manifest = z.output<typeof manifestSchema>
export type MailConfig = z.output<typeof mail>

/** What `startSandbox` takes. `clock` is the time underneath the control API's offset. */
export type SandboxOptions = z.input<typeof optionsSchema> & { clock?: Clock }
