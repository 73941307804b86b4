import { HTTPReceiver, type InstallationStore, LogLevel, SocketModeReceiver } from '@slack/bolt'
import type { Logger } from '../../lib/logger.js'
import type { Redacted } from '../../lib/redacted.js'
import { connectionOf } from './acknowledge.js'
import { boltLogger } from './log.js'

/** Slack's path on our web port; events, commands and interactivity all arrive here. */
const SLACK_PATH = '/slack/events'
export const INSTALL_PATH = '/slack/install'
export const REDIRECT_PATH = '/slack/oauth_redirect'

/** The bot scopes of manifest.yaml. */
export const SCOPES = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'files:read',
  'im:history',
  'im:read',
  'im:write',
  'groups:history',
  'groups:read',
  'links:read',
  'links:write',
  'mpim:history',
  'mpim:read',
  'users:read',
  'users:read.email',
]

/** Slack waits for three seconds from when it sends; who answers in its last moments can't know whether it was heard. */
const ACKNOWLEDGED_WITHIN_MS = 2_800

type Api = { log: Logger; slackApiUrl: string | undefined }

export const httpReceiver = (signingSecret: Redacted, { log }: Api): HTTPReceiver =>
  new HTTPReceiver({
    signingSecret: signingSecret.reveal(),
    endpoints: SLACK_PATH,
    unhandledRequestTimeoutMillis: ACKNOWLEDGED_WITHIN_MS,
    customPropertiesExtractor: connectionOf,
    logger: boltLogger(log),
    logLevel: LogLevel.WARN,
  })

/** It connects when it is told to, and again as `followSocket` says: left alone, a failed second connection would end the process. */
export const socketReceiver = (appToken: Redacted, { log, slackApiUrl }: Api): SocketModeReceiver =>
  new SocketModeReceiver({
    appToken: appToken.reveal(),
    autoReconnectEnabled: false,
    logger: boltLogger(log),
    logLevel: LogLevel.WARN,
    installerOptions: { clientOptions: { retryConfig: { retries: 0 }, ...(slackApiUrl ? { slackApiUrl } : {}) } },
  })

export type Oauth = { clientId: string; clientSecret: Redacted; stateSecret: Redacted }

/**
 * The installation in the browser, apart from what receives events: Bolt takes an installer only where it may look up tokens by
 * itself as well, and which company a request is for is ours to say.
 */
export const installReceiver = (
  { clientId, clientSecret, stateSecret }: Oauth,
  { log, slackApiUrl, store, publicUrl }: Api & { store: InstallationStore; publicUrl: string | undefined },
): HTTPReceiver =>
  new HTTPReceiver({
    // Nothing signed arrives here.
    signingSecret: stateSecret.reveal(),
    logger: boltLogger(log),
    logLevel: LogLevel.WARN,
    clientId,
    clientSecret: clientSecret.reveal(),
    stateSecret: stateSecret.reveal(),
    scopes: SCOPES,
    installationStore: store,
    ...(publicUrl ? { redirectUri: new URL(REDIRECT_PATH, publicUrl).href } : {}),
    installerOptions: {
      installPath: INSTALL_PATH,
      ...(publicUrl ? { redirectUriPath: REDIRECT_PATH } : {}),
      ...(slackApiUrl
        ? { clientOptions: { slackApiUrl }, authorizationUrl: new URL('/oauth/v2/authorize', slackApiUrl).href }
        : {}),
    },
  })
