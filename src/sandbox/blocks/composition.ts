import { isRecord } from '../json.js'
import { LIMITS } from './limits.js'
import { checkObject, fault, may, need, type Rule, step } from './place.js'
import { bool, checkLength, link, listOf, object, oneOf, publicUrl, string } from './rules.js'

type TextType = 'plain_text' | 'mrkdwn'

/** A text object. `max` is what the place allows; Slack asks for at least one character everywhere. */
export function textObject(max: number, ...types: TextType[]): Rule {
  const allowed: readonly string[] = types.length > 0 ? types : ['plain_text', 'mrkdwn']
  return (place, value) => {
    if (!isRecord(value)) return fault(place, 'must be an object')
    if (typeof value.type !== 'string' || !allowed.includes(value.type)) {
      return fault(step(place, 'type'), `unsupported type: ${String(value.type)}`)
    }
    const extras = value.type === 'plain_text' ? { emoji: may(bool) } : { verbatim: may(bool) }
    if (!checkObject(place, value, { text: need(string({ max: Number.MAX_SAFE_INTEGER })), ...extras })) return
    if (typeof value.text === 'string') checkLength(step(place, 'text'), value.text, 1, max)
  }
}

export const plain = (max: number): Rule => textObject(max, 'plain_text')

export const confirmDialog: Rule = object({
  title: need(plain(LIMITS.confirmTitle)),
  text: need(textObject(LIMITS.confirmText)),
  confirm: need(plain(LIMITS.confirmButton)),
  deny: need(plain(LIMITS.confirmButton)),
  style: may(oneOf('primary', 'danger')),
})

const option = (text: Rule, description: Rule) => ({
  text: need(text),
  value: need(string({ min: 1, max: LIMITS.optionValue })),
  description: may(description),
})

export const plainOption: Rule = object(option(plain(LIMITS.optionText), plain(LIMITS.optionDescription)))

/** Radio buttons and checkboxes may use mrkdwn. */
export const markedOption: Rule = object(option(textObject(LIMITS.optionText), textObject(LIMITS.optionDescription)))

export const overflowOption: Rule = object({
  ...option(plain(LIMITS.optionText), plain(LIMITS.optionDescription)),
  url: may(link(LIMITS.buttonUrl)),
})

export const options: Rule = listOf(plainOption, { min: 1, max: LIMITS.options })

export const optionGroups: Rule = listOf(object({ label: need(plain(LIMITS.groupLabel)), options: need(options) }), {
  min: 1,
  max: LIMITS.optionGroups,
})

export const imageUrl: Rule = publicUrl(LIMITS.imageUrl)

/** An image that was uploaded before, by id or by URL. */
export const slackFile: Rule = (place, value) => {
  if (!checkObject(place, value, { id: may(string({ max: 255 })), url: may(string({ max: LIMITS.imageUrl })) })) return
  const named = value.id ?? value.url
  if (typeof named !== 'string' || !place.sheet.knowsImage(named)) fault(place, 'invalid slack file')
}

export const conversationFilter: Rule = object({
  include: may(listOf(oneOf('im', 'mpim', 'private', 'public'), { min: 1 })),
  exclude_external_shared_channels: may(bool),
  exclude_bot_users: may(bool),
})

export const dispatchConfig: Rule = object({
  trigger_actions_on: may(listOf(oneOf('on_enter_pressed', 'on_character_entered'), { min: 1, max: 2 })),
})
