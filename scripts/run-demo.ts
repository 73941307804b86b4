import path from 'node:path'
import { readConfig } from '../src/config.js'
import { DEMO_SEED } from '../src/demo/load-demo.js'
import { systemClock } from '../src/lib/clock.js'
import type { IsoDate } from '../src/lib/dates.js'
import { builtMain, builtStore } from './demo/built.js'
import { ensureCompany } from './demo/company-database.js'
import { connectMail, connectSlack } from './demo/connect.js'
import { demoMailboxes, fillMailboxes } from './demo/mail.js'
import { preferredPort } from './demo/port.js'
import { startSandbox } from './demo/sandbox.js'
import { type DemoState, readState, saveState } from './demo/state.js'
import { demoClock, demoTime } from './demo/time.js'
import { type Demo, tourOf } from './demo/tour.js'
import { type Mailroom, startMailroom } from './services/mailroom.js'
import { UnavailableError } from './services/programs.js'

export type DemoRun = {
  step<T>(name: string, work: () => Promise<T>): Promise<T>
  onProgress(step: string, ms: number): void
  onStop(stop: () => Promise<void>): void
}

export type DemoOptions = {
  home: string
  /** The page's port and the service's; whoever has one of them already gets it no second time: any free one is taken. */
  pagePort: number
  appPort: number
  /** The day a new home begins on; today when left out. */
  anchor?: IsoDate | undefined
}

/** What `npm start` starts, and what it prints at the end. */
export async function startDemo(run: DemoRun): Promise<string> {
  const demo = await runDemo(run, { home: readConfig().home, pagePort: 3000, appPort: 3100 })
  return tourOf(demo)
}

/** Starts the demo company with the outside world around it. */
export async function runDemo(run: DemoRun, options: DemoOptions): Promise<Demo> {
  const { home } = options
  const state = readState(home, { ...demoTime(systemClock.now(), options.anchor), seed: DEMO_SEED })
  await ensureCompany(home, state, run.onProgress)
  const mailroom = await openMailroom(run, home, state)
  const page = await preferredPort(options.pagePort)
  const sandbox = await run.step('start the sandbox', () => startSandbox(home, page, state, mailroom))
  run.onStop(sandbox.stop)
  const config = await demoConfig(options, mailroom)
  await connectAll(config, run, { state, mailroom, sandbox })
  const { startService } = await builtMain()
  const service = await run.step('start Daybook', () =>
    startService(config, {
      sandbox: { slackApiUrl: sandbox.apiUrl, signingSecret: state.slackSecret, clock: demoClock(state) },
    }),
  )
  run.onStop(service.stop)
  await sandbox.connect(service.url)
  return { url: sandbox.url, home, state, hasMail: mailroom !== null }
}

/** Where no Dovecot can be had, the rest of the demo runs all the same. */
async function openMailroom(run: DemoRun, home: string, state: DemoState): Promise<Mailroom | null> {
  try {
    const mailboxes = demoMailboxes(state).map(({ address, password }) => ({ address, password }))
    const mailroom = await startMailroom({ dir: path.join(home, 'mailroom'), mailboxes, onProgress: run.onProgress })
    run.onStop(mailroom.stop)
    if (!state.mailLoaded) {
      await run.step('put 300 mails into their mailboxes', () => fillMailboxes(mailroom, state))
      saveState(home, { ...state, mailLoaded: true })
    }
    return mailroom
  } catch (error) {
    if (!(error instanceof UnavailableError)) throw error
    console.log(`  No mail room: ${error.message}`)
    return null
  }
}

/** The service's configuration. A server's own variables (DATABASE_URL, SLACK_…) are not the demo's. */
async function demoConfig({ home, appPort }: DemoOptions, mailroom: Mailroom | null) {
  const { REDIS_URL, LOG_LEVEL } = process.env
  return readConfig({
    DAYBOOK_HOME: home,
    PORT: String(await preferredPort(appPort)),
    LOG_LEVEL: LOG_LEVEL ?? 'error',
    ...(REDIS_URL ? { REDIS_URL } : {}),
    ...(mailroom
      ? { SMTP_URL: `smtp://${mailroom.smtp.host}:${mailroom.smtp.port}`, MAIL_FROM: 'billing@larkspur.example' }
      : {}),
  })
}

type Around = { state: DemoState; mailroom: Mailroom | null; sandbox: Awaited<ReturnType<typeof startSandbox>> }

async function connectAll(config: Awaited<ReturnType<typeof demoConfig>>, run: DemoRun, around: Around): Promise<void> {
  const { openStore } = await builtStore()
  const store = await openStore(config)
  try {
    await connectSlack(store, around.sandbox, around.state)
    if (around.mailroom) await connectMail(store, around.mailroom, around.state)
  } finally {
    await store.close()
  }
  run.onProgress('connect Slack and mail', 0)
}
