import type { State, User } from '../../page-api.js'

/** One line of the composer's list. `insert` replaces the text from `from` to the cursor. */
export type Completion = { key: string; insert: string; title: string; hint: string; detail: string; userId?: string }
export type Completions = { from: number; kind: 'command' | 'verb' | 'person' | 'channel'; items: Completion[] }

/** What could be meant at the cursor: a slash command at the start and then the words of the ways that its usage hint names, `@person` or `#channel` anywhere. */
export function completionsFor(text: string, cursor: number, state: State): Completions | undefined {
  const before = text.slice(0, cursor)
  const command = /^\/\S*$/.exec(before)
  if (command) return commands(before.toLowerCase(), state)
  const way = /^(\/\S+) (.*)$/.exec(before)
  const next = way && nextWords(way[1] ?? '', (way[2] ?? '').toLowerCase().split(' '), state)
  if (next) return { from: cursor - next.typed.length, kind: 'verb', items: next.items }
  const name = /(?:^|[\s(])@(\S+(?: \S*)+)$/u.exec(before)
  const named = name && wholeNames(name[1] ?? '', cursor, state)
  if (named && named.items.length > 0) return named
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

/**
 * `[list | show DEAL | deal move DEAL]`: what stands between the bars begins with the words to type; from the first that is none –
 * a placeholder, a key – on it is only shown.
 */
function nextWords(command: string, words: readonly string[], state: State) {
  const hint = state.commands.find((it) => it.command === command)?.usageHint ?? ''
  const typed = words.at(-1) ?? ''
  const before = words.slice(0, -1)
  const items = new Map<string, Completion>()
  for (const way of hint.replace(/^\[|\]$/g, '').split(/\s*\|\s*/)) {
    const parts = way.split(' ')
    const word = parts[before.length] ?? ''
    const fits = before.every((each, at) => each === parts[at]) && word.startsWith(typed)
    if (!fits || !/^[a-z][a-z-]*$/.test(word) || items.has(word)) continue
    items.set(word, {
      key: way,
      insert: `${word} `,
      title: word,
      hint: parts.slice(before.length + 1).join(' '),
      detail: '',
    })
  }
  return items.size > 0 ? { typed, items: [...items.values()] } : undefined
}

/** Who goes on typing a name after its first word; one that stands there in full needs no offer, and Enter sends it. */
function wholeNames(typed: string, cursor: number, state: State): Completions {
  const query = typed.toLocaleLowerCase()
  const isBegun = ({ realName }: User) =>
    realName.length > query.length && realName.toLocaleLowerCase().startsWith(query)
  return offered(cursor - typed.length - 1, state.users.filter(isBegun))
}

const people = (from: number, query: string, state: State): Completions =>
  offered(
    from,
    state.users.filter((user) => startsAWord(`${user.realName} ${user.name}`, query)),
  )

function offered(from: number, users: readonly User[]): Completions {
  const items = users.slice(0, 8).map((user) => ({
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
