import type { Database } from '../../db/database.js'
import { inWorkspace, type Tx } from '../../db/in-workspace.js'
import type { Scope } from '../../db/scope.js'
import { bulkWorkspace } from '../../db/sql-workspace.js'
import { addRoute } from '../../domain/people/workspace-store.js'
import { Redacted } from '../../lib/redacted.js'
import { openSecret, type SecretKey, sealSecret } from '../../lib/secret-box.js'

export type Installation = {
  teamId: string
  enterpriseId?: string | null
  appId?: string | null
  botUserId?: string | null
  botToken: Redacted
}

const asService = (workspaceId: string): Scope => ({ workspaceId, actorId: null, via: 'slack' })
const secretName = (teamId: string) => `slack-bot-token:${teamId}`
const secretContext = (workspaceId: string, teamId: string) => `${workspaceId}/${secretName(teamId)}`

/** Binds a Slack team to this workspace and keeps its bot token sealed. A second installation replaces the first. */
export async function saveInstallation(tx: Tx, key: SecretKey, installation: Installation): Promise<void> {
  const { workspaceId } = tx.scope
  await addRoute(tx, 'slack-team', installation.teamId)
  const sealed = sealSecret(key, installation.botToken.reveal(), secretContext(workspaceId, installation.teamId))
  const name = secretName(installation.teamId)
  const secret = await tx.prisma.secret.upsert({
    where: { workspaceId_name: { workspaceId, name } },
    create: { workspaceId, id: tx.newId(), name, ...sealed },
    update: sealed,
  })
  const data = {
    enterpriseId: installation.enterpriseId ?? null,
    appId: installation.appId ?? null,
    botUserId: installation.botUserId ?? null,
    secretId: secret.id,
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
  const [row] = await bulkWorkspace(
    db,
    asService(workspaceId),
    ({ sql }) =>
      sql<(Omit<Installation, 'botToken'> & { keyId: string; ciphertext: Uint8Array })[]>`
      select i.team_id as "teamId", i.enterprise_id as "enterpriseId", i.app_id as "appId", i.bot_user_id as "botUserId",
        s.key_id as "keyId", s.ciphertext
      from slack_installation i join secret s on s.workspace_id = i.workspace_id and s.id = i.secret_id
      where i.workspace_id = ${workspaceId} and (${teamId}::text is null or i.team_id = ${teamId})
      order by i.created_at desc limit 1`,
  )
  if (!row) return null
  const { keyId, ciphertext, ...installation } = row
  return {
    ...installation,
    botToken: new Redacted(openSecret(key, { keyId, ciphertext }, secretContext(workspaceId, installation.teamId))),
  }
}

/** Takes an installation away, its token with it. The route stays: the operator's word that this team is the company's. */
export async function dropInstallation(db: Database, workspaceId: string, teamId: string): Promise<void> {
  await inWorkspace(db, asService(workspaceId), async (tx) => {
    await tx.prisma.slackInstallation.deleteMany({ where: { workspaceId, teamId } })
    await tx.prisma.secret.deleteMany({ where: { workspaceId, name: secretName(teamId) } })
  })
}
