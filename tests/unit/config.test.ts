import { expect, it } from 'vitest'
import { configProblems, readConfig, variables } from '../../src/config.js'

const key = Buffer.alloc(32, 7).toString('base64')

it('takes an empty environment, and one with everything in it', () => {
  expect(configProblems({})).toEqual([])
  const all = {
    DATABASE_URL: 'postgres://u:p@db:5432/daybook',
    REDIS_URL: 'redis://redis:6379',
    DAYBOOK_KEY: key,
    PORT: '65535',
    SLACK_SIGNING_SECRET: '0123456789abcdef',
    SLACK_CLIENT_ID: '1.2',
    SLACK_CLIENT_SECRET: '0123456789abcdef',
    SMTP_URL: 'smtps://u:p@mail',
    MAIL_FROM: 'billing@example.com',
    DAYBOOK_ADMIN_PASSWORD: 'twelve chars!',
    DAYBOOK_FILES: 's3://acme/mail',
    AWS_ACCESS_KEY_ID: 'AKIA',
    AWS_SECRET_ACCESS_KEY: 'hidden secret',
    AWS_SESSION_TOKEN: 'hidden token',
  }
  expect(configProblems(all)).toEqual([])
  expect(JSON.stringify(readConfig(all))).not.toMatch(/u:p@|0123456789|twelve|hidden/)
})

it.each([
  ['DATABASE_URL', 'mysql://u:hidden@db/x'],
  ['REDIS_URL', 'hidden:6379'],
  ['DAYBOOK_KEY', Buffer.alloc(33, 7).toString('base64')],
  ['DAYBOOK_KEY', 'hidden'],
  ['PORT', '65536'],
  ['PORT', 'http'],
  ['SMTP_URL', 'https://hidden'],
  ['DAYBOOK_ADMIN_PASSWORD', 'hidden'],
  ['LOG_LEVEL', 'loud'],
  ['DAYBOOK_FILES', 'https://acme.example/hidden'],
  ['DAYBOOK_FILES', 's3://acme/with space'],
])('names %s, what it should look like and where it is documented, and never its value', (name, value) => {
  const [problem] = configProblems({ [name]: value })
  expect(problem).toMatchObject({ variable: name })
  expect(problem?.problem).toContain(variables.find((each) => each.name === name)?.looksLike)
  expect(problem?.problem).toContain('docs/configuration.md')
  expect(problem?.problem).not.toContain(value)
  expect(() => readConfig({ [name]: value })).toThrow(problem?.problem)
})

it.each([
  [{ SMTP_URL: 'smtps://mail' }, ['MAIL_FROM']],
  [{ SLACK_CLIENT_ID: '1.2' }, ['SLACK_SIGNING_SECRET', 'SLACK_CLIENT_SECRET']],
  [{ SLACK_CLIENT_SECRET: '0123456789abcdef', SLACK_SIGNING_SECRET: '0123456789abcdef' }, ['SLACK_CLIENT_ID']],
  [{ SLACK_SIGNING_SECRET: '0123456789abcdef' }, []],
  [{ DAYBOOK_FILES: 's3://acme', AWS_ACCESS_KEY_ID: 'AKIA' }, ['AWS_SECRET_ACCESS_KEY']],
  [{ DAYBOOK_FILES_ENDPOINT: 'https://s3.example' }, ['DAYBOOK_FILES']],
])('half a setting names the other half: %o', (env, missing) => {
  expect(configProblems(env).map(({ variable }) => variable)).toEqual(missing)
})

it.each([
  [{ DAYBOOK_FILES: 's3://acme/mail/raw' }, 'https://acme.s3.us-east-1.amazonaws.com/', 'mail/raw'],
  [{ DAYBOOK_FILES: 's3://acme', AWS_REGION: 'eu-1' }, 'https://acme.s3.eu-1.amazonaws.com/', ''],
  [{ DAYBOOK_FILES: 's3://acme.example' }, 'https://s3.us-east-1.amazonaws.com/acme.example', ''],
  [{ DAYBOOK_FILES: 's3://acme', DAYBOOK_FILES_ENDPOINT: 'http://minio:9000/' }, 'http://minio:9000/acme', ''],
])('a bucket is found: %o', (env, href, prefix) => {
  const { files } = readConfig({ ...env, AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'hidden' })
  expect([files?.endpoint.href, files?.prefix]).toEqual([href, prefix])
})
