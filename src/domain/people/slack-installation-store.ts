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

/** As it is kept: one that is installed anew meanwhile is another version, or another row. */
export type KeptInstallation = Installation & { id: string; version: number }

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
): Promise<KeptInstallation | null> {
  // In the bulk lane, because the reader's login may see no secrets.
  return bulkWorkspace(db, asService(workspaceId), async (bulk) => {
    const [row] = await bulk.sql<(Omit<KeptInstallation, 'botToken'> & { secretId: string })[]>`
      select id, version, team_id as "teamId", enterprise_id as "enterpriseId", app_id as "appId", bot_user_id as "botUserId",
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

/**
 * Takes an installation away, its token with it; only as it was seen, where that is given. The route stays: the operator's word that
 * this team is the company's. False when there was none, or it is another by now.
 */
export async function dropInstallation(
  db: Database,
  workspaceId: string,
  teamId: string,
  seen?: Pick<KeptInstallation, 'id' | 'version'>,
): Promise<boolean> {
  return await inWorkspace(db, asService(workspaceId), async (tx) => {
    const where = { workspaceId_teamId: { workspaceId, teamId } }
    const known = await tx.prisma.slackInstallation.findUnique({
      where,
      select: { id: true, version: true, secretId: true },
    })
    if (!known) return false
    const { id, version } = seen ?? known
    const { count } = await tx.prisma.slackInstallation.deleteMany({ where: { workspaceId, id, version } })
    if (count > 0 && known.secretId !== null) await dropSecret(tx, known.secretId)
    return count > 0
  })
}
