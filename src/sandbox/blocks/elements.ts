import {
  confirmDialog,
  conversationFilter,
  dispatchConfig,
  imageUrl,
  markedOption,
  optionGroups,
  options,
  overflowOption,
  plain,
  plainOption,
  slackFile,
} from './composition.js'
import { LIMITS } from './limits.js'
import { checkObject, fault, may, need, type Place, type Rule, type Spec, step } from './place.js'
import { richText } from './rich-text.js'
import { bool, link, listOf, number, oneOf, pattern, string } from './rules.js'

const anyString = string({ max: LIMITS.inputValue })
const id = may(string({ min: 1, max: LIMITS.actionId }))
const confirm = may(confirmDialog)
const placeholder = may(plain(LIMITS.placeholder))
const focus_on_load = may((place: Place, value: unknown) => {
  bool(place, value)
  if (value === true && ++place.sheet.focused > 1) fault(place, 'only one element may have focus_on_load')
})
const max_selected_items = may(number({ min: 1, whole: true }))
const dispatch_action_config = may(dispatchConfig)
const date = pattern(/^\d{4}-\d{2}-\d{2}$/, 'a date as YYYY-MM-DD')
const time = pattern(/^\d{2}:\d{2}$/, 'a time as HH:mm')

const select: Spec = { action_id: id, placeholder, confirm, focus_on_load }
const multi: Spec = { ...select, max_selected_items }
const typed: Spec = { action_id: id, placeholder, focus_on_load, dispatch_action_config }
const min_query_length = may(number({ min: 0, whole: true }))
const chosen = { options: may(options), option_groups: may(optionGroups) }

const element =
  (spec: Spec): Rule =>
  (place, value) =>
    void checkObject(place, value, spec)

/** Exactly one of `options` and `option_groups`. */
const staticSelect =
  (spec: Spec): Rule =>
  (place, value) => {
    if (!checkObject(place, value, spec)) return
    if ((value.options === undefined) === (value.option_groups === undefined)) {
      fault(place, 'must define either `options` or `option_groups`')
    }
  }

const imageElement: Rule = (place, value) => {
  const spec = {
    alt_text: need(string({ max: LIMITS.imageAlt })),
    image_url: may(imageUrl),
    slack_file: may(slackFile),
  }
  if (!checkObject(place, value, spec)) return
  if ((value.image_url === undefined) === (value.slack_file === undefined)) {
    fault(place, 'must define either `image_url` or `slack_file`')
  }
}

const textInput: Rule = (place, value) => {
  const lengths = number({ min: 0, max: LIMITS.inputValue, whole: true })
  const spec = {
    ...typed,
    initial_value: may(anyString),
    multiline: may(bool),
    min_length: may(lengths),
    max_length: may(number({ min: 1, max: LIMITS.inputValue, whole: true })),
  }
  if (!checkObject(place, value, spec)) return
  const { min_length: min, max_length: max } = value
  if (typeof min === 'number' && typeof max === 'number' && min > max) {
    fault(step(place, 'min_length'), 'must not be greater than max_length')
  }
}

const feedbackButton: Rule = element({
  text: need(plain(LIMITS.buttonText)),
  value: need(string({ max: LIMITS.buttonValue })),
  accessibility_label: may(string({ max: LIMITS.accessibilityLabel })),
})

/** Every element type, by name. Which of them a block takes is said in `blocks.ts`. */
export const ELEMENTS: Record<string, Rule> = {
  button: element({
    action_id: id,
    text: need(plain(LIMITS.buttonText)),
    value: may(string({ max: LIMITS.buttonValue })),
    url: may(link(LIMITS.buttonUrl)),
    style: may(oneOf('primary', 'danger')),
    confirm,
    accessibility_label: may(string({ max: LIMITS.accessibilityLabel })),
  }),
  checkboxes: element({
    action_id: id,
    options: need(listOf(markedOption, { min: 1, max: LIMITS.choiceOptions })),
    initial_options: may(listOf(markedOption, { min: 1, max: LIMITS.choiceOptions })),
    confirm,
    focus_on_load,
  }),
  radio_buttons: element({
    action_id: id,
    options: need(listOf(markedOption, { min: 1, max: LIMITS.choiceOptions })),
    initial_option: may(markedOption),
    confirm,
    focus_on_load,
  }),
  overflow: element({
    action_id: id,
    options: need(listOf(overflowOption, { min: 1, max: LIMITS.overflowOptions })),
    confirm,
  }),
  datepicker: element({ ...select, initial_date: may(date) }),
  timepicker: element({ ...select, initial_time: may(time), timezone: may(string({ max: 64 })) }),
  datetimepicker: element({ action_id: id, initial_date_time: may(number({ whole: true })), confirm, focus_on_load }),
  static_select: staticSelect({ ...select, ...chosen, initial_option: may(plainOption) }),
  multi_static_select: staticSelect({ ...multi, ...chosen, initial_options: may(options) }),
  external_select: element({ ...select, initial_option: may(plainOption), min_query_length }),
  multi_external_select: element({ ...multi, initial_options: may(options), min_query_length }),
  users_select: element({ ...select, initial_user: may(anyString) }),
  multi_users_select: element({ ...multi, initial_users: may(listOf(anyString)) }),
  channels_select: element({ ...select, initial_channel: may(anyString), response_url_enabled: may(bool) }),
  multi_channels_select: element({ ...multi, initial_channels: may(listOf(anyString)) }),
  conversations_select: element({
    ...select,
    initial_conversation: may(anyString),
    default_to_current_conversation: may(bool),
    response_url_enabled: may(bool),
    filter: may(conversationFilter),
  }),
  multi_conversations_select: element({
    ...multi,
    initial_conversations: may(listOf(anyString)),
    default_to_current_conversation: may(bool),
    filter: may(conversationFilter),
  }),
  plain_text_input: textInput,
  email_text_input: element({ ...typed, initial_value: may(anyString) }),
  url_text_input: element({ ...typed, initial_value: may(anyString) }),
  number_input: element({
    ...typed,
    is_decimal_allowed: need(bool),
    initial_value: may(anyString),
    min_value: may(anyString),
    max_value: may(anyString),
  }),
  rich_text_input: element({ ...typed, initial_value: may(richText) }),
  file_input: element({
    action_id: id,
    filetypes: may(listOf(anyString, { min: 1 })),
    max_files: may(number({ min: 1, max: LIMITS.fileInputFiles, whole: true })),
  }),
  image: imageElement,
  feedback_buttons: element({
    action_id: id,
    positive_button: need(feedbackButton),
    negative_button: need(feedbackButton),
  }),
  icon_button: element({
    action_id: id,
    icon: need(oneOf('trash')),
    text: need(plain(LIMITS.buttonText)),
    value: may(string({ max: LIMITS.buttonValue })),
    accessibility_label: may(string({ max: LIMITS.accessibilityLabel })),
    visible_to_user_ids: may(listOf(anyString)),
    confirm,
  }),
}

/** The rules of the named elements, for `byType`. */
export function elements(...names: string[]): Record<string, Rule> {
  return Object.fromEntries(Object.entries(ELEMENTS).filter(([name]) => names.includes(name)))
}
