import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { DEMO_DOMAIN, DEMO_NAME } from '../../src/demo/company.js'
import { STAFF } from '../../src/demo/parts/staff.js'
import { startChild } from '../services/child.js'
import { endLeftover } from '../services/leftover.js'
import type { Mailroom } from '../services/mailroom.js'
import { accepts } from '../services/ports.js'
import { rootPath } from './built.js'
import { CLOSE_CHANNEL, SUPPORT_CHANNEL } from './company-database.js'
import { demoMailboxes } from './mail.js'
import type { DemoState } from './state.js'

export const TEAM_ID = 'T0LARKSPUR'

export type Sandbox = {
  url: string
  apiUrl: string
  botUserId: string
  connect(appUrl: string): Promise<void>
  stop(): Promise<void>
}

/** The outside world in a process of its own: Slack in the browser, and the mail room where there is one. */
export async function startSandbox(
  home: string,
  port: number,
  state: DemoState,
  mailroom: Mailroom | null,
): Promise<Sandbox> {
  const [configFile, pidFile] = [path.join(home, 'sandbox.json'), path.join(home, 'sandbox.pid')]
  await endLeftover(pidFile, 'node')
  writeFileSync(configFile, JSON.stringify(sandboxConfig(home, port, state, mailroom)), { mode: 0o600 })
  const child = await startChild(process.execPath, [rootPath('dist/sandbox/main.js'), configFile], {}, () =>
    accepts(port),
  )
  writeFileSync(pidFile, String(child.pid))
  const url = `http://127.0.0.1:${port}`
  const ids = (await (await fetch(`${url}/sandbox/control/ids`)).json()) as { app: { botUserId: string } }
  return {
    url: `http://localhost:${port}`,
    apiUrl: `${url}/api/`,
    botUserId: ids.app.botUserId,
    connect: async (appUrl) => {
      const answer = await fetch(`${url}/sandbox/control/app`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url: appUrl }),
      })
      if (!answer.ok) throw new Error(`the sandbox does not take the app: ${await answer.text()}`)
    },
    stop: child.stop,
  }
}

function sandboxConfig(home: string, port: number, state: DemoState, mailroom: Mailroom | null): object {
  const keys = (department: string) =>
    STAFF.filter((staff) => staff.department === department || staff.key === 'eleanor').map((staff) => staff.key)
  return {
    port,
    clockOffsetMs: state.clockOffsetMs,
    signingSecret: state.slackSecret,
    botToken: state.botToken,
    team: { id: TEAM_ID, name: DEMO_NAME.replace(' Ltd', ''), domain: 'larkspur' },
    users: STAFF.map((staff) => ({
      id: staff.slackUserId,
      name: staff.key,
      realName: staff.name,
      title: staff.title,
      email: `${staff.key}@${DEMO_DOMAIN}`,
      tz: staff.timeZone,
      isAdmin: staff.roles.includes('admin'),
    })),
    channels: [
      { id: 'C0GENERAL0', name: 'general', topic: 'Everybody at Larkspur' },
      { id: 'C0SALES000', name: 'sales', topic: 'Deals, won and lost', members: keys('Sales') },
      { id: CLOSE_CHANNEL, name: 'finance', topic: 'The books, and closing them', members: keys('Finance') },
      { id: SUPPORT_CHANNEL, name: 'support', topic: 'Customers who need us', members: keys('Support') },
    ],
    manifest: demoManifest(),
    pageDir: rootPath('dist/sandbox-page'),
    stateDir: path.join(home, 'sandbox'),
    ...(mailroom ? { mail: { imap: mailroom.imap, smtp: mailroom.smtp, mailboxes: demoMailboxes(state) } } : {}),
  }
}

/** The manifest as it is, but for the address that record pages have here. */
function demoManifest(): object {
  const manifest = parse(readFileSync(rootPath('manifest.yaml'), 'utf8')) as { features: object }
  return { ...manifest, features: { ...manifest.features, unfurl_domains: ['127.0.0.1', 'localhost'] } }
}
