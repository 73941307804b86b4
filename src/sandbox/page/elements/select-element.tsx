import type * as slack from '@slack/types'
import { useRef } from 'react'
import type { ElementState, Option, State } from '../../page-api.js'
import { useSandbox } from '../live/sandbox.js'
import { type Choice, type ChoiceGroup, filterChoices } from './choices.js'
import { Combobox } from './combobox.js'
import type { ControlProps } from './control.js'
import { toOption } from './initial-state.js'
import { useSurface } from './surface.js'

type SelectElementProps = ControlProps & { element: slack.Select | slack.MultiSelect }

/** All ten kinds of select menu: fixed options, options the app looks up, people, conversations, channels. */
export function SelectElement({ element, blockId, actionId, label, field, onChange, state }: SelectElementProps) {
  const surface = useSurface()
  const { state: workspace } = useSandbox()
  const isMultiple = element.type.startsWith('multi_')
  const isExternal = element.type === 'external_select' || element.type === 'multi_external_select'
  const source = sourceOf(element, workspace)
  // Options found by earlier searches stay known: a multi-select reports the whole option of each choice.
  const known = useRef(new Map<string, Option>())

  const search = async (query: string): Promise<ChoiceGroup[]> => {
    if (!isExternal) return filterChoices(source.groups, query)
    const answer = await surface.askOptions(blockId, actionId, query)
    remember(known.current, [...answer.options, ...answer.optionGroups.flatMap((it) => it.options)])
    const groups = answer.optionGroups.map((it) => ({ label: it.label.text, choices: it.options.map(toChoice) }))
    return answer.options.length > 0 ? [{ label: '', choices: answer.options.map(toChoice) }, ...groups] : groups
  }

  const chosen = chosenOf(state, source)
  const chosenOptions = [...(state?.selected_options ?? []), ...(state?.selected_option ? [state.selected_option] : [])]

  return (
    <Combobox
      label={label}
      {...field}
      placeholder={element.placeholder?.text ?? 'Choose…'}
      selected={chosen}
      isMultiple={isMultiple}
      isBusy={surface.isBusy(blockId, actionId)}
      autoFocus={element.focus_on_load ?? false}
      search={search}
      minQueryLength={isExternal ? ((element as slack.ExternalSelect).min_query_length ?? 3) : 0}
      onSelect={(choices) => {
        remember(known.current, [...source.options, ...chosenOptions])
        onChange(toState(element.type, choices, known.current))
      }}
    />
  )
}

function remember(known: Map<string, Option>, options: Option[]) {
  for (const option of options) known.set(option.value, option)
}

type Source = { groups: ChoiceGroup[]; options: Option[] }

function sourceOf(element: slack.Select | slack.MultiSelect, workspace: State): Source {
  switch (element.type) {
    case 'static_select':
    case 'multi_static_select': {
      const groups = element.option_groups ?? [{ label: { text: '' }, options: element.options ?? [] }]
      const options = groups.flatMap((group) => group.options.map(toOption))
      return {
        groups: groups.map((it) => ({ label: it.label.text, choices: it.options.map((o) => toChoice(toOption(o))) })),
        options,
      }
    }
    case 'users_select':
    case 'multi_users_select':
      return { groups: [{ label: '', choices: people(workspace) }], options: [] }
    case 'channels_select':
    case 'multi_channels_select':
      return { groups: [{ label: '', choices: channels(workspace, ['channel']) }], options: [] }
    case 'conversations_select':
    case 'multi_conversations_select':
      return {
        groups: [{ label: '', choices: channels(workspace, ['channel', 'private', 'im', 'mpim']) }],
        options: [],
      }
    default:
      return { groups: [], options: [] }
  }
}

function people(workspace: State): Choice[] {
  return workspace.users
    .filter((user) => !user.isBot)
    .map((user) => ({ value: user.id, label: user.realName, hint: user.title }))
}

function channels(workspace: State, kinds: string[]): Choice[] {
  return workspace.conversations
    .filter((it) => kinds.includes(it.kind))
    .map((it) => ({ value: it.id, label: it.kind === 'channel' || it.kind === 'private' ? `#${it.name}` : it.name }))
}

function chosenOf(state: ElementState | undefined, source: Source): Choice[] {
  if (!state) return []
  if (state.selected_option) return [toChoice(state.selected_option)]
  if (state.selected_options) return state.selected_options.map(toChoice)
  const one = state.selected_user ?? state.selected_conversation ?? state.selected_channel
  const ids = one ? [one] : (state.selected_users ?? state.selected_conversations ?? state.selected_channels ?? [])
  const all = source.groups.flatMap((group) => group.choices)
  return ids.map((id) => all.find((it) => it.value === id) ?? { value: id, label: id })
}

function toChoice(option: Option): Choice {
  const hint = option.description?.text
  return { value: option.value, label: option.text.text, ...(hint && { hint }) }
}

/** The choices as Slack reports them for this kind of menu. */
function toState(type: string, choices: Choice[], known: Map<string, Option>): ElementState {
  const ids = choices.map((choice) => choice.value)
  const first = ids[0] ?? null
  const options = ids.flatMap((id) => known.get(id) ?? [])
  switch (type) {
    case 'users_select':
      return { type, selected_user: first }
    case 'multi_users_select':
      return { type, selected_users: ids }
    case 'conversations_select':
      return { type, selected_conversation: first }
    case 'multi_conversations_select':
      return { type, selected_conversations: ids }
    case 'channels_select':
      return { type, selected_channel: first }
    case 'multi_channels_select':
      return { type, selected_channels: ids }
    case 'static_select':
    case 'external_select':
      return { type, selected_option: options[0] ?? null }
    default:
      return { type, selected_options: options }
  }
}
