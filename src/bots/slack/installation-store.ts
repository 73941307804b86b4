import type { Installation as BoltInstallation, InstallationQuery, InstallationStore } from '@slack/bolt'
import type { Database } from '../../db/database.js'
import { inWorkspace } from '../../db/in-workspace.js'
import { dropInstallation, findInstallation, saveInstallation } from '../../domain/people/slack-installation-store.js'
import { AppError } from '../../lib/errors.js'
import { Redacted } from '../../lib/redacted.js'
import type { SecretKey } from '../../lib/secret-box.js'
import { workspaceOfTeam } from './identity.js'

/**
 * Bolt's own interface to our rows. An installation by OAuth lands in the workspace that the team's route names; an
 * operator makes that route beforehand, because a stranger's team must not become anybody's here. One for a whole organisation
 * (Enterprise Grid) has no team: it is kept under the organisation's id.
 */
export function installationStore(db: Database, key: SecretKey, changed: () => void): InstallationStore {
  const workspaceOf = async (id: string) => {
    const workspaceId = await workspaceOfTeam(db, id)
    if (!workspaceId) throw new AppError('not_found', 'This Slack workspace is not connected to Daybook.', { id })
    return workspaceId
  }
  return {
    storeInstallation: async (made) => {
      const { id, token } = { id: idOf(made), token: made.bot?.token }
      if (!id || !token) throw new AppError('invalid', 'Slack sent an installation without a team or a bot token.')
      const workspaceId = await workspaceOf(id)
      await inWorkspace(db, { workspaceId, actorId: null, via: 'slack' }, (tx) =>
        saveInstallation(tx, key, {
          teamId: id,
          enterpriseId: made.enterprise?.id ?? null,
          appId: made.appId ?? null,
          botUserId: made.bot?.userId ?? null,
          botToken: new Redacted(token),
        }),
      )
      changed()
    },
    fetchInstallation: async (query) => {
      const id = idIn(query)
      const found = await findInstallation(db, key, await workspaceOf(id), id)
      if (!found) throw new AppError('not_found', 'Daybook is not installed in this Slack workspace.')
      return boltInstallation(found)
    },
    deleteInstallation: async (query) => {
      const id = idIn(query)
      await dropInstallation(db, await workspaceOf(id), id)
      changed()
    },
  }
}

const idOf = ({ isEnterpriseInstall, enterprise, team }: BoltInstallation): string | undefined =>
  isEnterpriseInstall ? enterprise?.id : team?.id

const idIn = ({ isEnterpriseInstall, enterpriseId, teamId }: InstallationQuery<boolean>): string =>
  (isEnterpriseInstall ? enterpriseId : teamId) ?? ''

function boltInstallation({ teamId, enterpriseId, botUserId, botToken }: Found): BoltInstallation<'v2', boolean> {
  const isEnterpriseInstall = teamId === enterpriseId
  return {
    team: isEnterpriseInstall ? undefined : { id: teamId },
    enterprise: enterpriseId ? { id: enterpriseId } : undefined,
    user: { token: undefined, scopes: undefined, id: botUserId ?? '' },
    bot: { token: botToken.reveal(), scopes: [], id: '', userId: botUserId ?? '' },
    isEnterpriseInstall,
    authVersion: 'v2',
  }
}

type Found = NonNullable<Awaited<ReturnType<typeof findInstallation>>>
