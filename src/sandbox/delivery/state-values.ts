import { elementsOf } from '../blocks/ids.js'
import { LIMITS } from '../blocks/limits.js'
import { isRecord, type Json, list, records, text } from '../json.js'
import type { Sandbox } from '../sandbox.js'
import { filesJson } from '../web-api/present.js'

/** For each kind of input: where its value is in the state, where its first value is in the block, and what “none” is. */
const INPUTS: Record<string, { value: string; initial: string; none: null | [] }> = {
  plain_text_input: { value: 'value', initial: 'initial_value', none: null },
  email_text_input: { value: 'value', initial: 'initial_value', none: null },
  url_text_input: { value: 'value', initial: 'initial_value', none: null },
  number_input: { value: 'value', initial: 'initial_value', none: null },
  rich_text_input: { value: 'rich_text_value', initial: 'initial_value', none: null },
  static_select: { value: 'selected_option', initial: 'initial_option', none: null },
  external_select: { value: 'selected_option', initial: 'initial_option', none: null },
  radio_buttons: { value: 'selected_option', initial: 'initial_option', none: null },
  multi_static_select: { value: 'selected_options', initial: 'initial_options', none: [] },
  multi_external_select: { value: 'selected_options', initial: 'initial_options', none: [] },
  checkboxes: { value: 'selected_options', initial: 'initial_options', none: [] },
  users_select: { value: 'selected_user', initial: 'initial_user', none: null },
  multi_users_select: { value: 'selected_users', initial: 'initial_users', none: [] },
  channels_select: { value: 'selected_channel', initial: 'initial_channel', none: null },
  multi_channels_select: { value: 'selected_channels', initial: 'initial_channels', none: [] },
  conversations_select: { value: 'selected_conversation', initial: 'initial_conversation', none: null },
  multi_conversations_select: { value: 'selected_conversations', initial: 'initial_conversations', none: [] },
  datepicker: { value: 'selected_date', initial: 'initial_date', none: null },
  timepicker: { value: 'selected_time', initial: 'initial_time', none: null },
  datetimepicker: { value: 'selected_date_time', initial: 'initial_date_time', none: null },
  file_input: { value: 'files', initial: 'initial_files', none: [] },
}

/**
 * The state of all inputs of these blocks, as Slack reports it: what the page gives, else what the block starts with,
 * else nothing. What the page says of elements that aren't there is dropped.
 */
export function stateValues(sandbox: Sandbox, blocks: readonly Json[], given: Json): Json {
  const values: Record<string, Json> = {}
  for (const block of blocks) {
    const fromPage = isRecord(given[String(block.block_id)]) ? given[String(block.block_id)] : {}
    for (const element of elementsOf(block)) {
      const kind = INPUTS[text(element.type) ?? '']
      if (!kind) continue
      const own = isRecord(fromPage) ? fromPage[String(element.action_id)] : undefined
      const chosen = isRecord(own) ? (own[kind.value] ?? kind.none) : (element[kind.initial] ?? kind.none)
      const value = element.type === 'file_input' ? filesJson(sandbox, fileIds(chosen)) : blank(chosen)
      const ofBlock = values[String(block.block_id)] ?? {}
      ofBlock[String(element.action_id)] = { type: element.type, [kind.value]: value }
      values[String(block.block_id)] = ofBlock
    }
  }
  return values
}

/** An emptied text field is null to Slack. */
const blank = (value: unknown) => (value === '' ? null : value)

const fileIds = (chosen: unknown) => records(chosen).map((each) => String(each.id))

/** What is wrong with the inputs before the app is even asked, by block id. */
export function inputErrors(blocks: readonly Json[], values: Json): Record<string, string> {
  const errors: Record<string, string> = {}
  for (const block of blocks) {
    if (block.type !== 'input' || !isRecord(block.element)) continue
    const ofBlock = values[String(block.block_id)]
    const state = isRecord(ofBlock) ? ofBlock[String(block.element.action_id)] : undefined
    const kind = INPUTS[text(block.element.type) ?? '']
    if (!kind || !isRecord(state)) continue
    const error = inputError(block, block.element, state[kind.value])
    if (error) errors[String(block.block_id)] = error
  }
  return errors
}

function inputError(block: Json, element: Json, value: unknown): string | undefined {
  const empty = value === null || value === undefined || (Array.isArray(value) && value.length === 0)
  if (empty) return block.optional === true ? undefined : 'This field is required.'
  if (typeof value === 'string') return textError(element, value)
  if (element.type === 'file_input') return filesError(element, records(value))
  const most = element.max_selected_items
  if (typeof most === 'number' && list(value).length > most) return `Choose at most ${most}.`
  return undefined
}

function filesError({ max_files: max, filetypes }: Json, files: readonly Json[]): string | undefined {
  const most = typeof max === 'number' ? max : LIMITS.fileInputFiles
  if (files.length > most) return `Add at most ${most} ${most === 1 ? 'file' : 'files'}.`
  const allowed = list(filetypes).map(String)
  const other = files.find((file) => allowed.length > 0 && !allowed.includes(String(file.filetype)))
  return other ? `${String(other.name)} is none of these: ${allowed.join(', ')}.` : undefined
}

function textError(element: Json, value: string): string | undefined {
  const { min_length: min, max_length: max } = element
  if (typeof min === 'number' && value.length < min) return `At least ${min} characters, please.`
  if (typeof max === 'number' && value.length > max) return `At most ${max} characters, please.`
  if (element.type === 'email_text_input' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(value))
    return 'This is no email address.'
  if (element.type === 'url_text_input' && !URL.canParse(value)) return 'This is no address of a page.'
  if (element.type !== 'number_input') return undefined
  if (!(element.is_decimal_allowed ? /^-?\d+([.]\d+)?$/ : /^-?\d+$/).test(value)) return 'This is no number.'
  const [least, most] = [text(element.min_value), text(element.max_value)]
  if (least !== undefined && Number(value) < Number(least)) return `Not below ${least}, please.`
  if (most !== undefined && Number(value) > Number(most)) return `Not above ${most}, please.`
  return undefined
}
