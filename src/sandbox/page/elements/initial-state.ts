import type * as slack from '@slack/types'
import type { Block, ElementState, Option, StateValues } from '../../page-api.js'

/** Every element that takes a value or a click. */
export type InteractiveElement =
  | slack.ActionsBlockElement
  | slack.InputBlockElement
  | slack.SectionBlockAccessory
  | slack.ContextActionsBlockElement

/** What the elements of these blocks hold before anybody touches them, as Slack reports it in `state.values`. */
export function initialValues(blocks: Block[]): StateValues {
  const values: StateValues = {}
  for (const block of blocks as unknown as slack.KnownBlock[]) {
    for (const element of elementsOf(block)) {
      const state = initialState(element)
      if (!state || !block.block_id || !('action_id' in element) || !element.action_id) continue
      values[block.block_id] = { ...values[block.block_id], [element.action_id]: state }
    }
  }
  return values
}

function elementsOf(block: slack.KnownBlock): InteractiveElement[] {
  if (block.type === 'input') return [block.element]
  if (block.type === 'actions') return block.elements
  if (block.type === 'section' && block.accessory) return [block.accessory]
  return []
}

/** Undefined for elements that only act: buttons, overflow menus, images. */
function initialState(element: InteractiveElement): ElementState | undefined {
  const { type } = element
  switch (element.type) {
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input':
      return { type, value: element.initial_value ?? null }
    case 'static_select':
    case 'external_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ? toOption(element.initial_option) : null }
    case 'multi_static_select':
    case 'multi_external_select':
    case 'checkboxes':
      return { type, selected_options: (element.initial_options ?? []).map(toOption) }
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null }
    case 'multi_users_select':
      return { type, selected_users: element.initial_users ?? [] }
    case 'conversations_select':
      return { type, selected_conversation: element.initial_conversation ?? null }
    case 'multi_conversations_select':
      return { type, selected_conversations: element.initial_conversations ?? [] }
    case 'channels_select':
      return { type, selected_channel: element.initial_channel ?? null }
    case 'multi_channels_select':
      return { type, selected_channels: element.initial_channels ?? [] }
    case 'file_input':
      return { type, files: [] }
    case 'datepicker':
      return { type, selected_date: element.initial_date ?? null }
    case 'timepicker':
      return { type, selected_time: element.initial_time ?? null }
    case 'datetimepicker':
      return { type, selected_date_time: element.initial_date_time ?? null }
    default:
      return undefined
  }
}

/** Slack's own type leaves `value` optional for the sake of link-only overflow entries. */
export function toOption(option: slack.Option): Option {
  return { ...option, value: option.value ?? '' } as Option
}
