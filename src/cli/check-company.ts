import { webApi } from '@slack/bolt'
import type { Config } from '../config.js'
import { readWorkspace } from '../db/sql-workspace.js'
import type { Mailbox } from '../domain/correspondence/mailbox.js'
import { listMailboxes } from '../domain/correspondence/mailbox-store.js'
import { findInstallation } from '../domain/people/slack-installation-store.js'
import { getWorkspace } from '../domain/people/workspace-store.js'
import { utcMinute } from '../lib/dates.js'
import { toAppError } from '../lib/errors.js'
import { checkSending } from '../mail/check-sign-in.js'
import type { Store } from '../open-store.js'
import { terminalScope } from './company.js'
import type { Finding } from './define-verb.js'
import { serverAt } from './mail-servers.js'

const SLACK_MS = 10_000
const SMTP_MS = 30_000

/** What is the companies' own: whether each is live, its mailboxes, its Slack; and what mail goes out by. */
export async function checkCompanies(
  store: Store,
  config: Config,
  companies: readonly { id: string; slug: string }[],
): Promise<Finding[]> {
  const findings: Finding[] = []
  const mailboxes: Mailbox[] = []
  for (const { id, slug } of companies) {
    const scope = terminalScope(id)
    const { liveAt, all } = await readWorkspace(store.db, scope, async (read) => ({
      liveAt: (await getWorkspace(read)).liveAt,
      all: (await listMailboxes(read)).filter(({ kind, status }) => kind !== 'drop' && status !== 'removed'),
    }))
    if (liveAt === null)
      findings.push({
        check: 'live',
        ok: true,
        note: true,
        detail: `${slug} is quiet until \`daybook go-live\`: nothing goes out by itself`,
      })
    findings.push(...all.map(mailboxFinding), await checkSlack(store, config, id, slug))
    mailboxes.push(...all)
  }
  return [...findings, await checkMailOut(config, mailboxes), checkAddress(config)]
}

function mailboxFinding({ address, status, lastError, lastSyncAt }: Mailbox): Finding {
  const since = lastSyncAt === null ? 'not synced yet' : `up to date ${utcMinute(lastSyncAt)} UTC`
  if (status === 'following' && lastError !== null)
    return { check: 'mailbox', ok: false, detail: `${address} is followed in part (${since}): ${lastError}` }
  if (status !== 'failing') return { check: 'mailbox', ok: true, detail: `${address} ${status}, ${since}` }
  return {
    check: 'mailbox',
    ok: false,
    detail: `${address} can't be followed (${since}): ${lastError ?? 'no reason kept'}`,
  }
}

/** Slack is asked whose the bot's token is: one that was revoked answers nobody. */
async function checkSlack(store: Store, { slack }: Config, workspaceId: string, slug: string): Promise<Finding> {
  const check = 'slack'
  if (!slack)
    return {
      check,
      ok: true,
      note: true,
      detail: 'not connected: set SLACK_APP_TOKEN, or SLACK_SIGNING_SECRET, SLACK_CLIENT_ID and SLACK_CLIENT_SECRET',
    }
  const way = slack.appToken ? 'Socket Mode' : 'events over HTTP'
  try {
    const installed = await findInstallation(store.db, store.secretKey, workspaceId)
    if (!installed)
      return {
        check,
        ok: true,
        note: true,
        detail: `${way}; ${slug} has no team yet: \`daybook slack connect TEAM_ID\``,
      }
    const client = new webApi.WebClient(installed.botToken.reveal(), { timeout: SLACK_MS, retryConfig: { retries: 0 } })
    const { team, user } = await client.auth.test()
    return { check, ok: true, detail: `${way}; ${slug} answers in ${team ?? installed.teamId} as ${user ?? 'the app'}` }
  } catch (thrown) {
    const said = thrown instanceof Error ? thrown.message : String(thrown)
    return {
      check,
      ok: false,
      detail: `${slug}: Slack does not take the app's token (${said}). Install it again: \`daybook slack connect\`.`,
    }
  }
}

/** The configured server is greeted and logged in to; of mailboxes that send their own following says whether they can log in. */
async function checkMailOut({ smtpUrl, mailFrom }: Config, mailboxes: readonly Mailbox[]): Promise<Finding> {
  const check = 'mail out'
  const able = mailboxes
    .filter(({ smtpUrl: own, status }) => own !== null && status !== 'paused')
    .map(({ address }) => address)
  const by = able.length > 0 ? `by ${able.join(', ')}` : ''
  if (!smtpUrl || !mailFrom)
    return {
      check,
      ok: true,
      ...(by === '' && { note: true }),
      detail: by || 'invoices can’t be mailed until SMTP_URL is set, or a mailbox is added with --smtp',
    }
  try {
    const server = serverAt(smtpUrl.reveal(), 'smtp', mailFrom)
    await checkSending(server, null, { insecure: false }, AbortSignal.timeout(SMTP_MS))
    return {
      check,
      ok: true,
      detail: [by, `${by ? 'else ' : ''}by SMTP_URL, which answers`].filter(Boolean).join(', '),
    }
  } catch (thrown) {
    const why = toAppError(thrown).userMessage
    return { check, ok: false, detail: `SMTP_URL: ${why}` }
  }
}

/** Links in mails, calendars and Slack's installation lead to it. */
const checkAddress = ({ publicUrl, host, port }: Config): Finding => ({
  check: 'address',
  ok: true,
  ...(publicUrl === undefined && { note: true }),
  detail: publicUrl ?? `links lead to http://${host}:${port}, on this machine alone: set PUBLIC_URL`,
})
