import type { State } from '../../page-api.js'

/** One line of the composer's list. `insert` replaces the text from `from` to the cursor. */
export type Completion = { key: string; insert: string; title: string; hint: string; detail: string; userId?: string }
export type Completions = { from: number; kind: 'command' | 'verb' | 'person' | 'channel'; items: Completion[] }

/** What could be meant at the cursor: a slash command at the start and then one of the ways that its usage hint names, `@person` or `#channel` anywhere. */
export function completionsFor(text: string, cursor: number, state: State): Completions | undefined {
  const before = text.slice(0, cursor)
  const command = /^\/\S*$/.exec(before)
  if (command) return commands(before.toLowerCase(), state)
  const verb = /^(\/\S+) (\S*)$/.exec(before)
  if (verb) return verbs(verb[1] ?? '', (verb[2] ?? '').toLowerCase(), state)
  const word = /(?:^|[\s(])([@#])([\p{L}\p{N}._-]*)$/u.exec(before)
  if (!word) return undefined
  const query = (word[2] ?? '').toLocaleLowerCase()
  const from = cursor - query.length - 1
  return word[1] === '@' ? people(from, query, state) : channels(from, query, state)
}

function commands(typed: string, state: State): Completions {
  const items = state.commands
    .filter((it) => it.command.startsWith(typed))
    .map((it) => ({
      key: it.command,
      insert: `${it.command} `,
      title: it.command,
      hint: it.usageHint,
      detail: it.description,
    }))
  return { from: 0, kind: 'command', items }
}

/** `[list | show DEAL | win DEAL]`: what stands between the bars begins with the word to type. */
function verbs(command: string, typed: string, state: State): Completions | undefined {
  const hint = state.commands.find((it) => it.command === command)?.usageHint ?? ''
  const ways = hint.replace(/^\[|\]$/g, '').split(/\s*\|\s*/)
  const items = ways
    .filter((way) => way !== '' && way.toLowerCase().startsWith(typed))
    .map((way) => {
      const [word = '', ...rest] = way.split(' ')
      return { key: way, insert: `${word} `, title: word, hint: rest.join(' '), detail: '' }
    })
  return items.length > 0 ? { from: command.length + 1, kind: 'verb', items } : undefined
}

function people(from: number, query: string, state: State): Completions {
  const items = state.users
    .filter((user) => startsAWord(`${user.realName} ${user.name}`, query))
    .slice(0, 8)
    .map((user) => ({
      key: user.id,
      insert: `@${user.name} `,
      title: user.realName,
      hint: `@${user.name}`,
      detail: user.title,
      userId: user.id,
    }))
  return { from, kind: 'person', items }
}

function channels(from: number, query: string, state: State): Completions {
  const items = state.conversations
    .filter((it) => (it.kind === 'channel' || it.kind === 'private') && startsAWord(it.name, query))
    .slice(0, 8)
    .map((it) => ({ key: it.id, insert: `#${it.name} `, title: `#${it.name}`, hint: '', detail: it.topic }))
  return { from, kind: 'channel', items }
}

function startsAWord(text: string, query: string): boolean {
  return text
    .toLocaleLowerCase()
    .split(/[\s._-]+/)
    .some((word, index, words) => words.slice(index).join(' ').startsWith(query) || word.startsWith(query))
}
