import { may, need, type Place, type Rule } from './place.js'
import { bool, byType, link, listOf, number, object, oneOf, string } from './rules.js'

const style = may(
  object({
    bold: may(bool),
    italic: may(bool),
    strike: may(bool),
    code: may(bool),
    underline: may(bool),
    highlight: may(bool),
    client_highlight: may(bool),
    unlink: may(bool),
  }),
)
const id = need(string({ min: 1, max: 255 }))
const piece = string({ min: 1, max: 3_000 })

const inline: Rule = byType({
  text: object({ text: need(piece), style }),
  link: object({ url: need(link(3_000)), text: may(piece), unsafe: may(bool), style }),
  emoji: object({ name: id, unicode: may(string({ max: 255 })), url: may(string({ max: 3_000 })), style }),
  user: object({ user_id: id, style }),
  usergroup: object({ usergroup_id: id, style }),
  channel: object({ channel_id: id, style }),
  team: object({ team_id: id, style }),
  color: object({ value: need(string({ min: 1, max: 32 })), style }),
  broadcast: object({ range: need(oneOf('here', 'channel', 'everyone')), style }),
  date: object({
    timestamp: need(number()),
    format: need(string({ min: 1, max: 255 })),
    url: may(link(3_000)),
    fallback: may(string({ max: 255 })),
    style,
  }),
})

const border = may(oneOf(0, 1))
const section: Rule = object({ elements: need(listOf(inline)) })

const part: Rule = byType({
  rich_text_section: section,
  rich_text_list: object({
    style: need(oneOf('bullet', 'ordered')),
    elements: need(listOf(byType({ rich_text_section: section }))),
    indent: may(number({ min: 0, max: 8, whole: true })),
    offset: may(number({ min: 0, whole: true })),
    border,
  }),
  rich_text_quote: object({ elements: need(listOf(inline)), border }),
  rich_text_preformatted: object({
    elements: need(listOf(inline)),
    border,
    language: may(string({ max: 64 })),
  }),
})

/** What a rich_text block, and a rich_text cell of a table, holds besides its type. */
export const richTextFields = { elements: need(listOf(part)), block_id: may(string({ max: 255 })) }

export const richText: Rule = (place: Place, value: unknown) =>
  byType({ rich_text: object(richTextFields) })(place, value)
