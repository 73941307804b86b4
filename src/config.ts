import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import { invalid } from './lib/errors.js'
import { Redacted } from './lib/redacted.js'

/** One variable: where it comes from, what it must look like, and the sentence that says so when it does not. */
type Variable = { name: string; looksLike: string; schema: z.ZodType<string | undefined> }

const LOOPBACK = '127.0.0.1'
const url = (protocols: RegExp) => z.url({ protocol: protocols }).optional()
const plain = z.string().min(1).optional()
/** Letters that mean the same in a path and in a signature. */
const bucket = z
  .string()
  .regex(/^s3:\/\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w.-]+)*$/)
  .optional()

/** An IP address, alone or with the length of its network's prefix. */
function isNetwork(text: string): boolean {
  const [ip = '', bits, ...more] = text.split('/')
  const family = isIP(ip)
  if (family === 0 || more.length > 0) return false
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128))
}

export const variables: readonly Variable[] = [
  { name: 'DATABASE_URL', looksLike: 'postgres://user:password@host:5432/daybook', schema: url(/^postgres(ql)?$/) },
  { name: 'REDIS_URL', looksLike: 'redis://host:6379', schema: url(/^rediss?$/) },
  { name: 'DAYBOOK_HOME', looksLike: 'a folder, such as /var/lib/daybook', schema: plain },
  {
    name: 'DAYBOOK_KEY',
    looksLike: '32 random bytes in base64 (openssl rand -base64 32)',
    schema: z
      .base64()
      .refine((text) => Buffer.from(text, 'base64').length === 32)
      .optional(),
  },
  { name: 'DAYBOOK_FILES', looksLike: 's3://acme-daybook/mail', schema: bucket },
  { name: 'DAYBOOK_FILES_BEFORE', looksLike: 's3://acme-daybook/mail', schema: bucket },
  { name: 'DAYBOOK_FILES_ENDPOINT', looksLike: 'https://s3.example.com', schema: url(/^https?$/) },
  { name: 'AWS_REGION', looksLike: 'eu-central-1', schema: plain },
  { name: 'AWS_ACCESS_KEY_ID', looksLike: 'what the store calls the key', schema: plain },
  { name: 'AWS_SECRET_ACCESS_KEY', looksLike: 'the secret that belongs to AWS_ACCESS_KEY_ID', schema: plain },
  { name: 'AWS_SESSION_TOKEN', looksLike: 'the token of a key that ends by itself', schema: plain },
  {
    name: 'PORT',
    looksLike: 'a port number, such as 3100',
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .refine((text) => Number(text) <= 65_535)
      .optional(),
  },
  { name: 'HOST', looksLike: 'an address to listen on, such as 127.0.0.1', schema: plain },
  { name: 'PUBLIC_URL', looksLike: 'https://daybook.example.com', schema: url(/^https?$/) },
  {
    name: 'LOG_LEVEL',
    looksLike: 'debug, info, warn or error',
    schema: z.enum(['debug', 'info', 'warn', 'error', 'silent']).optional(),
  },
  {
    name: 'SLACK_SIGNING_SECRET',
    looksLike: '32 hexadecimal characters from the app’s Basic Information page',
    schema: z.string().min(8).optional(),
  },
  {
    name: 'SLACK_APP_TOKEN',
    looksLike: 'xapp-1-A012AB3CD-…, an app-level token with connections:write',
    schema: z.string().startsWith('xapp-').optional(),
  },
  { name: 'SLACK_CLIENT_ID', looksLike: '1234567890.1234567890', schema: plain },
  {
    name: 'SLACK_CLIENT_SECRET',
    looksLike: '32 hexadecimal characters from the app’s Basic Information page',
    schema: z.string().min(8).optional(),
  },
  { name: 'SMTP_URL', looksLike: 'smtps://user:password@mail.example.com', schema: url(/^smtps?$/) },
  { name: 'MAIL_FROM', looksLike: 'billing@example.com', schema: z.email().optional() },
  { name: 'DROP_ADDRESS', looksLike: 'log@example.com', schema: z.email().optional() },
  { name: 'DROP_HOST', looksLike: 'an address to listen on, such as 0.0.0.0', schema: plain },
  {
    name: 'DROP_PORT',
    looksLike: 'a port number, such as 2525',
    schema: z
      .string()
      .regex(/^\d{1,5}$/)
      .refine((text) => Number(text) <= 65_535)
      .optional(),
  },
  {
    name: 'DROP_TRUSTED',
    looksLike: 'networks, such as 10.0.0.0/8,192.0.2.7',
    schema: z
      .string()
      .refine((text) => text.split(',').every((each) => isNetwork(each.trim())))
      .optional(),
  },
  { name: 'DROP_AUTHSERV_ID', looksLike: 'mx.example.com', schema: plain },
  { name: 'DROP_TLS_CERT', looksLike: 'a PEM file, such as /etc/ssl/drop/fullchain.pem', schema: plain },
  { name: 'DROP_TLS_KEY', looksLike: 'a PEM file, such as /etc/ssl/drop/privkey.pem', schema: plain },
  { name: 'DAYBOOK_MODEL_URL', looksLike: 'https://models.example.com/v1', schema: url(/^https?$/) },
  { name: 'DAYBOOK_MODEL', looksLike: 'what the server calls the model, such as llama3.1:8b', schema: plain },
  { name: 'DAYBOOK_MODEL_KEY', looksLike: 'the key that the server wants', schema: plain },
  { name: 'ASSISTANT_ADDRESS', looksLike: 'assistant@example.com', schema: z.email().optional() },
  {
    name: 'DAYBOOK_ADMIN_PASSWORD',
    looksLike: 'at least 12 characters, for the queue board',
    schema: z.string().min(12).optional(),
  },
]

/** Variables that are of no use without others: half a Slack app answers nobody, a mail server needs a sender. */
const companions: Readonly<Record<string, readonly string[]>> = {
  SLACK_CLIENT_ID: ['SLACK_CLIENT_SECRET', 'SLACK_SIGNING_SECRET'],
  SLACK_CLIENT_SECRET: ['SLACK_CLIENT_ID', 'SLACK_SIGNING_SECRET'],
  SMTP_URL: ['MAIL_FROM'],
  DAYBOOK_FILES: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  DAYBOOK_FILES_BEFORE: ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'],
  DAYBOOK_FILES_ENDPOINT: ['DAYBOOK_FILES'],
  DROP_HOST: ['DROP_ADDRESS'],
  DROP_PORT: ['DROP_ADDRESS'],
  DROP_TRUSTED: ['DROP_ADDRESS'],
  DROP_AUTHSERV_ID: ['DROP_TRUSTED'],
  DROP_TLS_CERT: ['DROP_TLS_KEY', 'DROP_ADDRESS'],
  DROP_TLS_KEY: ['DROP_TLS_CERT'],
  DAYBOOK_MODEL_URL: ['DAYBOOK_MODEL'],
  DAYBOOK_MODEL: ['DAYBOOK_MODEL_URL'],
  DAYBOOK_MODEL_KEY: ['DAYBOOK_MODEL_URL'],
}

/** What serves as well: the SMTP port is there for either address. */
const instead: Readonly<Record<string, string>> = {
  DROP_ADDRESS: 'ASSISTANT_ADDRESS',
  DAYBOOK_FILES: 'DAYBOOK_FILES_BEFORE',
  SLACK_SIGNING_SECRET: 'SLACK_APP_TOKEN',
}

export type Config = Readonly<{
  home: string
  databaseUrl: Redacted | undefined
  redisUrl: Redacted | undefined
  key: Redacted | undefined
  host: string
  port: number
  publicUrl: string | undefined
  logLevel: string
  /** False when NO_COLOR is set (https://no-color.org). */
  colour: boolean
  /** Over HTTP with the signing secret, or by Socket Mode with the app token. */
  slack:
    | {
        signingSecret: Redacted | undefined
        appToken: Redacted | undefined
        clientId: string | undefined
        clientSecret: Redacted | undefined
      }
    | undefined
  smtpUrl: Redacted | undefined
  mailFrom: string | undefined
  /**
   * The port that mail is handed over at: to `address` what is to be logged, to the assistant commands. `trusted` networks need no
   * proof of a logged mail's sender; `authservId` signs their servers' verdicts. `certificate`: for STARTTLS.
   */
  drop:
    | {
        address: string | undefined
        host: string
        port: number
        trusted: readonly string[]
        authservId: string | undefined
        certificate: { certFile: string; keyFile: string } | undefined
      }
    | undefined
  /** Where staff write commands to: a mailbox that is followed, or what is handed over at the drop's port. */
  assistant: string | undefined
  /** Proposes commands for questions that can't be read. */
  model: { url: string; name: string; key: Redacted | undefined } | undefined
  adminPassword: Redacted | undefined
  /** Where raw mail and files are kept in place of the home's disk, and where they were before, until they are moved. */
  files: BucketConfig | undefined
  filesBefore: BucketConfig | undefined
}>

/** A bucket of an object store; `endpoint` is the bucket's own address. */
export type BucketConfig = {
  bucket: string
  prefix: string
  endpoint: URL
  region: string
  keyId: string
  secret: Redacted
  session: Redacted | undefined
}

export type ConfigProblem = { variable: string; problem: string }

/** What is wrong with the environment, one entry a variable; empty when all is well. Never holds a value. */
export function configProblems(env: Record<string, string | undefined>): ConfigProblem[] {
  return variables.flatMap(({ name, looksLike, schema }) => {
    const shape = `${name} should look like: ${looksLike}. See docs/configuration.md.`
    if (!schema.safeParse(env[name] || undefined).success) return [{ variable: name, problem: shape }]
    const askedBy = Object.keys(companions).find((other) => env[other] && companions[other]?.includes(name))
    if (env[name] || env[instead[name] ?? ''] || !askedBy) return []
    return [{ variable: name, problem: `${name} is missing, and ${askedBy} needs it. ${shape}` }]
  })
}

/** The process's environment, with what the command line says instead. */
export const environment = (instead: Record<string, string>): Record<string, string | undefined> => ({
  ...process.env,
  ...instead,
})

/** Reads and checks the environment; throws one `invalid` error that names every variable that is wrong. */
export function readConfig(env: Record<string, string | undefined> = process.env): Config {
  const problems = configProblems(env)
  if (problems.length > 0) throw invalid(problems.map((p) => p.problem).join('\n'), { problems })
  const secret = (name: string) => (env[name] ? new Redacted(env[name]) : undefined)
  const [signingSecret, appToken] = [secret('SLACK_SIGNING_SECRET'), secret('SLACK_APP_TOKEN')]
  return Object.freeze({
    home: resolve(env['DAYBOOK_HOME'] || '.daybook'),
    databaseUrl: secret('DATABASE_URL'),
    redisUrl: secret('REDIS_URL'),
    key: secret('DAYBOOK_KEY'),
    host: env['HOST'] || LOOPBACK,
    port: Number(env['PORT'] || 3100),
    publicUrl: env['PUBLIC_URL'] || undefined,
    logLevel: env['LOG_LEVEL'] || 'info',
    colour: !env['NO_COLOR'],
    slack:
      signingSecret || appToken
        ? {
            signingSecret,
            appToken,
            clientId: env['SLACK_CLIENT_ID'] || undefined,
            clientSecret: secret('SLACK_CLIENT_SECRET'),
          }
        : undefined,
    smtpUrl: secret('SMTP_URL'),
    mailFrom: env['MAIL_FROM'] || undefined,
    drop: readDrop(env),
    assistant: env['ASSISTANT_ADDRESS'] || undefined,
    model: readModel(env),
    adminPassword: secret('DAYBOOK_ADMIN_PASSWORD'),
    files: readBucket(env, 'DAYBOOK_FILES'),
    filesBefore: readBucket(env, 'DAYBOOK_FILES_BEFORE'),
  })
}

function readModel(env: Record<string, string | undefined>): Config['model'] {
  const [url, name, key] = [env['DAYBOOK_MODEL_URL'], env['DAYBOOK_MODEL'], env['DAYBOOK_MODEL_KEY']]
  return url && name ? { url, name, key: key ? new Redacted(key) : undefined } : undefined
}

function readBucket(env: Record<string, string | undefined>, name: string): BucketConfig | undefined {
  const [, bucket, prefix = ''] = /^s3:\/\/([^/]+)(?:\/(.+))?$/.exec(env[name] ?? '') ?? []
  if (!bucket) return undefined
  const region = env['AWS_REGION'] || 'us-east-1'
  const own = env['DAYBOOK_FILES_ENDPOINT']
  // A certificate for *.s3… is none for a name with more dots; everybody else's store has buckets in its paths.
  const isHost = !own && !bucket.includes('.')
  const store = own?.replace(/\/$/, '') || `https://s3.${region}.amazonaws.com`
  return {
    bucket,
    prefix,
    endpoint: new URL(isHost ? `https://${bucket}.s3.${region}.amazonaws.com` : `${store}/${bucket}`),
    region,
    keyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secret: new Redacted(env['AWS_SECRET_ACCESS_KEY'] ?? ''),
    session: env['AWS_SESSION_TOKEN'] ? new Redacted(env['AWS_SESSION_TOKEN']) : undefined,
  }
}

/** Listens for the drop address; for the assistant's alone only when a port is named, since it may be a mailbox elsewhere. */
function readDrop(env: Record<string, string | undefined>): Config['drop'] {
  if (!env['DROP_ADDRESS'] && !(env['ASSISTANT_ADDRESS'] && env['DROP_PORT'])) return undefined
  const [certFile, keyFile] = [env['DROP_TLS_CERT'], env['DROP_TLS_KEY']]
  return {
    address: env['DROP_ADDRESS'] || undefined,
    host: env['DROP_HOST'] || env['HOST'] || LOOPBACK,
    port: Number(env['DROP_PORT'] || 2525),
    trusted: (env['DROP_TRUSTED'] ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter(Boolean),
    authservId: env['DROP_AUTHSERV_ID'] || undefined,
    certificate: certFile && keyFile ? { certFile, keyFile } : undefined,
  }
}
