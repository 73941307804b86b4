import { isRecord } from '../json.js'
import { chart } from './chart.js'
import { imageUrl, plain, slackFile, textObject } from './composition.js'
import { elements } from './elements.js'
import { LIMITS } from './limits.js'
import { fault, may, need, type Place, type Rule, type Spec, type Surface, step } from './place.js'
import { richTextFields } from './rich-text.js'
import { bool, byType, link, listOf, object, oneOf, string } from './rules.js'
import { dataTable, table } from './tables.js'

const SELECTS = ['static', 'external', 'users', 'channels', 'conversations'].flatMap((each) => [
  `${each}_select`,
  `multi_${each}_select`,
])
const CHOICES = ['checkboxes', 'radio_buttons', 'datepicker', 'timepicker', ...SELECTS]
const INPUTS = ['plain_text', 'email_text', 'url_text', 'number', 'rich_text', 'file'].map((each) => `${each}_input`)

const accessory = byType(elements('button', 'image', 'overflow', ...CHOICES))
const action = byType(elements('button', 'overflow', 'datetimepicker', 'rich_text_input', ...CHOICES))
const input = byType(elements('datetimepicker', ...CHOICES, ...INPUTS))
const contextual = byType({
  ...elements('image'),
  plain_text: textObject(LIMITS.contextText, 'plain_text'),
  mrkdwn: textObject(LIMITS.contextText, 'mrkdwn'),
})

const block_id = may(string({ max: LIMITS.blockId }))
const block = (spec: Spec): Rule => object({ block_id, ...spec })

const section: Rule = (place, value) => {
  block({
    text: may(textObject(LIMITS.sectionText)),
    fields: may(listOf(textObject(LIMITS.sectionField), { min: 1, max: LIMITS.sectionFields })),
    accessory: may(accessory),
    expand: may(bool),
  })(place, value)
  if (isRecord(value) && !value.text && !value.fields) fault(place, 'must define either `text` or `fields`')
}

const image: Rule = (place, value) => {
  block({
    alt_text: need(string({ min: 1, max: LIMITS.imageAlt })),
    title: may(plain(LIMITS.imageTitle)),
    image_url: may(imageUrl),
    slack_file: may(slackFile),
  })(place, value)
  if (isRecord(value) && (value.image_url === undefined) === (value.slack_file === undefined)) {
    fault(place, 'must define either `image_url` or `slack_file`')
  }
}

const markdown: Rule = (place, value) => {
  block({ text: need(string({ min: 1, max: LIMITS.markdownText })) })(place, value)
  if (isRecord(value) && typeof value.text === 'string') place.sheet.markdownCharacters += value.text.length
  if (place.sheet.markdownCharacters > LIMITS.markdownText) {
    fault(place, `markdown blocks exceed ${LIMITS.markdownText} characters in total`)
  }
}

interface Kind {
  rule: Rule
  /** Where Slack shows it. */
  surfaces: readonly Surface[]
}

const EVERYWHERE: readonly Surface[] = ['message', 'modal', 'home']
const MESSAGES: readonly Surface[] = ['message']

/** The block types the stand-in knows. What isn't here is `unsupported type`, so a new one is added knowingly. */
const KINDS: Record<string, Kind> = {
  section: { rule: section, surfaces: EVERYWHERE },
  header: { rule: block({ text: need(plain(LIMITS.headerText)) }), surfaces: EVERYWHERE },
  divider: { rule: block({}), surfaces: EVERYWHERE },
  context: {
    rule: block({ elements: need(listOf(contextual, { min: 1, max: LIMITS.contextElements })) }),
    surfaces: EVERYWHERE,
  },
  actions: {
    rule: block({ elements: need(listOf(action, { min: 1, max: LIMITS.actionsElements })) }),
    surfaces: EVERYWHERE,
  },
  image: { rule: image, surfaces: EVERYWHERE },
  input: {
    rule: block({
      label: need(plain(LIMITS.inputLabel)),
      element: need(input),
      hint: may(plain(LIMITS.inputHint)),
      optional: may(bool),
      dispatch_action: may(bool),
    }),
    surfaces: EVERYWHERE,
  },
  rich_text: { rule: block(richTextFields), surfaces: EVERYWHERE },
  video: {
    rule: block({
      alt_text: need(string({ min: 1, max: LIMITS.imageAlt })),
      title: need(plain(LIMITS.videoTitle)),
      thumbnail_url: need(imageUrl),
      video_url: need(imageUrl),
      title_url: may(link(LIMITS.imageUrl)),
      author_name: may(string({ max: LIMITS.videoAuthor })),
      provider_name: may(string({ max: LIMITS.videoAuthor })),
      provider_icon_url: may(imageUrl),
      description: may(plain(LIMITS.videoTitle)),
    }),
    surfaces: EVERYWHERE,
  },
  markdown: { rule: markdown, surfaces: MESSAGES },
  context_actions: {
    rule: block({
      elements: need(
        listOf(byType(elements('feedback_buttons', 'icon_button')), { min: 1, max: LIMITS.contextActions }),
      ),
    }),
    surfaces: MESSAGES,
  },
  table: { rule: table, surfaces: MESSAGES },
  data_table: { rule: dataTable, surfaces: MESSAGES },
  data_visualization: { rule: chart, surfaces: MESSAGES },
  file: {
    rule: block({ external_id: need(string({ min: 1, max: 255 })), source: need(oneOf('remote')) }),
    surfaces: MESSAGES,
  },
  alert: {
    rule: block({
      text: need(textObject(LIMITS.alertText)),
      level: may(oneOf('default', 'info', 'warning', 'error', 'success')),
    }),
    surfaces: ['modal'],
  },
}

/** One block of a message or view, with what has to be unique across them. */
export const anyBlock: Rule = (place, value) => {
  if (!isRecord(value)) return fault(place, 'must be an object')
  const kind = typeof value.type === 'string' && Object.hasOwn(KINDS, value.type) ? KINDS[value.type] : undefined
  if (!kind?.surfaces.includes(place.sheet.surface)) {
    return fault(step(place, 'type'), `unsupported type: ${String(value.type)}`)
  }
  kind.rule(place, value)
  checkIds(place, value)
}

function checkIds(place: Place, value: Record<string, unknown>): void {
  if (typeof value.block_id === 'string' && value.block_id !== '') {
    const seen = place.sheet.blockIds
    if (seen.has(value.block_id)) {
      fault(step(place, 'block_id'), `\`block_id\` already exists for another block: "${value.block_id}"`)
    }
    seen.add(value.block_id)
  }
  if (!Array.isArray(value.elements)) return
  const actions = new Set<unknown>()
  value.elements.filter(isRecord).forEach((each, index) => {
    if (typeof each.action_id !== 'string') return
    if (actions.has(each.action_id)) {
      fault(
        step(step(step(place, 'elements'), index), 'action_id'),
        `\`action_id\` already exists: "${each.action_id}"`,
      )
    }
    actions.add(each.action_id)
  })
}
