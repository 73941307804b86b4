import { readWorkspace } from '../../../db/sql-workspace.js'
import { getMembership } from '../../../domain/people/membership-store.js'
import type { Asker } from '../../commands/define-command.js'
import { dispatch } from '../../commands/dispatch.js'
import { recordOfRow, storeOpeners, storeTyped } from '../../commands/openers.js'
import type { Reply, Row } from '../../commands/reply.js'
import type { Answer } from '../../commands/request.js'
import type { Place } from '../conversation.js'
import type { Desk } from '../listeners/context.js'
import type { HomeSection } from './define-section.js'
import { HOME_ROWS, homeBlocks, restOf, type ShownSection } from './home-blocks.js'

/** Publishes a person's App Home: the sections that concern them and have something to show. `done` stands on top of it. */
export async function publishHome(desk: Desk, place: Place, done?: Answer): Promise<void> {
  const { name, timeZone, who } = place.person
  const scope = { workspaceId: who.workspaceId, actorId: who.staffId, via: who.via }
  const { member } = await readWorkspace(desk.db, scope, (read) => getMembership(read, who.staffId))
  const wanted = desk.home.filter((section) => concerns(desk, member, section))
  const sections = await shownSections(desk, place, wanted)
  const blocks = homeBlocks({ name, zone: timeZone, done, sections })
  await place.client.views.publish({ user_id: place.slackUserId, view: { type: 'home', blocks } })
}

type Concerned = { deps: { catalog: Pick<Desk['deps']['catalog'], 'commands'> } }

/** Whether a section is for this person, and its command there. */
export function concerns({ deps }: Concerned, asker: Asker, { text, isFor }: HomeSection): boolean {
  const command = deps.catalog.commands.get(text.split(' ').slice(0, 2).join(' '))
  return command !== undefined && asker.may(command.needs) && (isFor?.(asker) ?? true)
}

export const hasNews = ({ isNews }: Pick<HomeSection, 'isNews'>, reply: Reply): boolean =>
  (reply.table?.rows.length ?? 0) > 0 && (isNews?.(reply) ?? true)

async function shownSections(desk: Desk, place: Place, wanted: readonly HomeSection[]): Promise<ShownSection[]> {
  const { who } = place.person
  // A record's button stands beside its row here.
  const deps = { ...desk.deps, repeats: false, opensRows: true }
  const answered = await Promise.all(
    wanted.map(async (section) => {
      const answer = await dispatch(deps, { who, input: { text: section.text } })
      return { section, answer: sorted(answer, section) }
    }),
  )
  // What one has none of needs no line; a heading alone would only push the rest down.
  const some = answered.filter(({ answer, section }) => answer.ok && hasNews(section, answer.reply))
  const refs = some.map(({ answer, section }) =>
    topRows(answer, section).map((row) => recordOfRow(desk.deps.catalog, row)),
  )
  const openers = await storeOpeners(
    desk.deps,
    who,
    refs.flat().filter((ref) => ref !== undefined),
  )
  const all = await storeTyped(
    desk.deps,
    who,
    some.flatMap(({ section, answer }) => (restOf(answer, section.rows) > 0 ? [section.text] : [])),
  )
  return some.map(({ section, answer }, at) => ({
    all: all.get(section.text),
    title: section.title,
    text: section.text,
    answer,
    ...(section.rows !== undefined && { rows: section.rows }),
    openers: (refs[at] ?? []).map((ref) => (ref === undefined ? undefined : openers.get(ref))),
  }))
}

const topRows = ({ reply }: Answer, { rows = HOME_ROWS }: HomeSection): readonly Row[] =>
  reply.table?.rows.slice(0, rows) ?? []

function sorted(answer: Answer, { first }: HomeSection): Answer {
  const { table } = answer.reply
  if (!first || !table) return answer
  const rows = [...table.rows.filter(first), ...table.rows.filter((row) => !first(row))]
  return { ...answer, reply: { ...answer.reply, table: { ...table, rows } } }
}
