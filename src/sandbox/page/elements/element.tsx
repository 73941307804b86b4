import type * as slack from '@slack/types'
import type { ElementState } from '../../page-api.js'
import { useConfirm } from '../ui/confirm.js'
import { ButtonElement, FeedbackElement, OverflowElement } from './button-element.js'
import { ChoiceList } from './choice-list.js'
import type { ControlProps, FieldIds } from './control.js'
import { DateInput } from './date-input.js'
import { FileElement } from './file-element.js'
import type { InteractiveElement } from './initial-state.js'
import { RichTextElement } from './rich-text-element.js'
import { SelectElement } from './select-element.js'
import { useSurface } from './surface.js'
import { TextInput } from './text-input.js'

type Props = {
  element: InteractiveElement
  blockId: string
  label?: string
  field?: FieldIds
  /** In an `input` block a choice only counts when the view is submitted, unless the block dispatches actions. */
  reports?: boolean
}

/** One interactive element of an actions, section or input block. */
export function Element({ element, blockId, label, field = {}, reports = true }: Props) {
  const surface = useSurface()
  const confirm = useConfirm()
  const actionId = ('action_id' in element && element.action_id) || ''
  const state = surface.values[blockId]?.[actionId]

  const report = async (next: ElementState) => {
    const question = 'confirm' in element ? element.confirm : undefined
    if (await confirm(question)) await surface.report(blockId, actionId, next)
  }
  const change = (next: ElementState) => surface.change(blockId, actionId, next)
  const control: ControlProps = {
    blockId,
    actionId,
    label: label ?? placeholderOf(element) ?? 'Choose',
    field,
    state,
    onChange: (next) => (reports ? void report(next) : change(next)),
  }

  switch (element.type) {
    case 'button':
    case 'workflow_button':
      return <ButtonElement element={element} blockId={blockId} actionId={actionId} />
    case 'overflow':
      return <OverflowElement element={element} blockId={blockId} actionId={actionId} />
    case 'feedback_buttons':
      return <FeedbackElement element={element} blockId={blockId} actionId={actionId} />
    case 'plain_text_input':
    case 'number_input':
    case 'email_text_input':
    case 'url_text_input': {
      const dispatch = reports ? (value: string | null) => void report({ type: element.type, value }) : undefined
      return <TextInput {...control} element={element} onChange={change} onDispatch={dispatch} />
    }
    case 'datepicker':
    case 'timepicker':
    case 'datetimepicker':
      return <DateInput {...control} element={element} />
    case 'checkboxes':
    case 'radio_buttons':
      return <ChoiceList {...control} element={element} />
    case 'rich_text_input':
      return <RichTextElement {...control} element={element} onChange={change} />
    case 'file_input':
      return <FileElement {...control} element={element} />
    case 'image':
      return 'image_url' in element ? (
        <img className="accessory-image" src={element.image_url} alt={element.alt_text} />
      ) : null
    case 'icon_button':
      return null
    default:
      return <SelectElement {...control} element={element} />
  }
}

function placeholderOf(element: InteractiveElement): string | undefined {
  return 'placeholder' in element ? (element as slack.StaticSelect).placeholder?.text : undefined
}
