import type { State, User } from '../../page-api.js'

const slackbot: User = {
  id: 'USLACKBOT',
  name: 'slackbot',
  realName: 'Slackbot',
  title: '',
  email: '',
  colour: '#5b6170',
  tz: 'UTC',
  isBot: true,
}

/** Who wrote something. Slackbot speaks without being a member. */
export function findUser(state: State, id: string): User | undefined {
  return state.users.find((user) => user.id === id) ?? (id === slackbot.id ? slackbot : undefined)
}
