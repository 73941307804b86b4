import { useMemo } from 'react'
import type { State } from '../../page-api.js'
import type { Directory } from './directory.js'
import type { Route } from './hash.js'

/** The directory of a state; it changes only with the people and the conversations. */
export function useDirectoryOf(me: string, state: State, go: (to: Route) => void): Directory {
  const { users, conversations } = state
  return useMemo(() => {
    const names = new Map(users.map((user) => [user.id, user.realName]))
    const channels = new Map(conversations.map((it) => [it.id, it.name]))
    return {
      me,
      userName: (id) => names.get(id),
      channelName: (id) => channels.get(id),
      openChannel: (id) => go({ channel: id }),
    }
  }, [me, users, conversations, go])
}
