import type { Json } from '../json.js'
import type { Sandbox } from '../sandbox.js'
import { userOf } from './access.js'
import { type Args, required } from './args.js'
import { page } from './paging.js'
import { organisationOf, userJson } from './present.js'
import { SlackError } from './slack-error.js'

export function usersInfo(sandbox: Sandbox, args: Args): Json {
  return { user: userJson(sandbox, userOf(sandbox, args)) }
}

export function usersList(sandbox: Sandbox, args: Args): Json {
  const { items, response_metadata } = page(args, [...sandbox.workspace.users.values()], 200)
  const cache_ts = Math.floor(sandbox.clock.now() / 1000)
  return { members: items.map((each) => userJson(sandbox, each)), cache_ts, response_metadata }
}

export function lookupByEmail(sandbox: Sandbox, args: Args): Json {
  const email = required(args, 'email').toLowerCase()
  const found = [...sandbox.workspace.users.values()].find((each) => !each.isBot && each.email.toLowerCase() === email)
  if (!found) throw new SlackError('users_not_found')
  return { user: userJson(sandbox, found) }
}

export function teamInfo(sandbox: Sandbox): Json {
  const { team } = sandbox.workspace
  return { team: { ...team, email_domain: '', url: `${sandbox.url}/` } }
}

export function botsInfo(sandbox: Sandbox, args: Args): Json {
  const { app } = sandbox.workspace
  const asked = args.bot ?? app.botId
  if (asked !== app.botId) throw new SlackError('bot_not_found')
  const updated = Math.floor(sandbox.clock.now() / 1000)
  return { bot: { id: app.botId, deleted: false, name: app.name, updated, app_id: app.id, user_id: app.botUserId } }
}

export function authTest(sandbox: Sandbox): Json {
  const { team, app } = sandbox.workspace
  const user = sandbox.workspace.users.get(app.botUserId)?.name ?? ''
  return {
    url: `${sandbox.url}/`,
    team: team.name,
    user,
    team_id: team.id,
    user_id: app.botUserId,
    bot_id: app.botId,
    app_id: app.id,
    ...organisationOf(sandbox),
  }
}

/** The teams that the token is for. */
export function teamsList(sandbox: Sandbox, args: Args): Json {
  const { id, name } = sandbox.workspace.team
  const { items, response_metadata } = page(args, [{ id, name }])
  return { teams: items, response_metadata }
}

/** Echoes, and fails on demand, as Slack's does. */
export function apiTest(_sandbox: Sandbox, args: Args): Json {
  const { token: _token, ...rest } = args
  if (typeof args.error === 'string') throw new SlackError(args.error, { args: rest })
  return { args: rest }
}
