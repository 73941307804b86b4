import type { Database } from '../../db/database.js'
import { inWorkspace, type Tx } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { bulkWorkspace } from '../../db/sql-workspace.js'
import { Redacted } from '../../lib/redacted.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { dropSecret, findSecret, putSecret } from './secret-store.js'
import { addRoute } from './workspace-store.js'

export type Installation = {
  teamId: string
  enterpriseId?: string | null
  appId?: string | null
  botUserId?: string | null
  botToken: Redacted
}

const asService = (workspaceId: string): Scope => ({ workspaceId, actorId: null, via: 'slack' })

/** Binds a Slack team to this workspace and keeps its bot token sealed. A second installation replaces the first. */
export async function saveInstallation(tx: Tx, key: SecretKey, installation: Installation): Promise<void> {
  const { workspaceId } = tx.scope
  await addRoute(tx, 'slack-team', installation.teamId)
  const token = { name: `slack-bot-token:${installation.teamId}`, text: installation.botToken.reveal() }
  const data = {
    enterpriseId: installation.enterpriseId ?? null,
    appId: installation.appId ?? null,
    botUserId: installation.botUserId ?? null,
    secretId: await putSecret(tx, key, token),
  }
  await tx.prisma.slackInstallation.upsert({
    where: { workspaceId_teamId: { workspaceId, teamId: installation.teamId } },
    create: { workspaceId, id: tx.newId(), teamId: installation.teamId, ...data },
    update: data,
  })
}

/** A company's installation: in this team, or else its newest. */
export async function findInstallation(
  db: Database,
  key: SecretKey,
  workspaceId: string,
  teamId: string | null = null,
): Promise<Installation | null> {
  // In the bulk lane, because the reader's login may see no secrets.
  return bulkWorkspace(db, asService(workspaceId), async (bulk) => {
    const [row] = await bulk.sql<(Omit<Installation, 'botToken'> & { secretId: string })[]>`
      select team_id as "teamId", enterprise_id as "enterpriseId", app_id as "appId", bot_user_id as "botUserId",
        secret_id as "secretId"
      from slack_installation
      where workspace_id = ${workspaceId} and secret_id is not null and (${teamId}::text is null or team_id = ${teamId})
      order by created_at desc limit 1`
    if (!row) return null
    const { secretId, ...installation } = row
    const token = await findSecret(bulk, key, secretId)
    return token && { ...installation, botToken: new Redacted(token.text) }
  })
}

/** Takes an installation away, its token with it. The route stays: the operator's word that this team is the company's. */
export async function dropInstallation(db: Database, workspaceId: string, teamId: string): Promise<void> {
  await inWorkspace(db, asService(workspaceId), async (tx) => {
    const where = { workspaceId_teamId: { workspaceId, teamId } }
    const known = await tx.prisma.slackInstallation.findUnique({ where, select: { secretId: true } })
    if (!known) return
    await tx.prisma.slackInstallation.deleteMany({ where: { workspaceId, teamId } })
    if (known.secretId !== null) await dropSecret(tx, known.secretId)
  })
}
