import type * as slack from '@slack/types'
import type { ControlProps } from './control.js'

type TextElement = slack.PlainTextInput | slack.NumberInput | slack.EmailInput | slack.URLInput
type Props = ControlProps & {
  element: TextElement
  /** Told on Enter, or with each character, when the block wants actions dispatched. */
  onDispatch?: ((value: string | null) => void) | undefined
}

/** One line or several of text, a number, an email address or a link. */
export function TextInput({ element, label, field, state, onChange, onDispatch }: Props) {
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed']
  const isMultiline = element.type === 'plain_text_input' && element.multiline
  const common = {
    className: field.isInvalid ? 'input is-invalid' : 'input',
    dir: 'auto',
    'aria-label': field.labelledBy ? undefined : label,
    'aria-labelledby': field.labelledBy,
    'aria-describedby': field.describedBy,
    'aria-invalid': field.isInvalid || undefined,
    'data-autofocus': element.focus_on_load || undefined,
    placeholder: element.placeholder?.text ?? '',
    value: state?.value ?? '',
    onChange: (event: React.ChangeEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      const value = event.target.value === '' ? null : event.target.value
      onChange({ type: element.type, value })
      if (triggers.includes('on_character_entered')) onDispatch?.(value)
    },
    onKeyDown: (event: React.KeyboardEvent) => {
      if (event.key !== 'Enter' || isMultiline || !onDispatch || !triggers.includes('on_enter_pressed')) return
      event.preventDefault()
      onDispatch(state?.value ?? null)
    },
  }

  if (isMultiline) return <textarea rows={4} {...common} />
  return <input {...common} type={inputType(element.type)} inputMode={inputMode(element)} />
}

/** Numbers stay text: a number box would drop what it can't read instead of letting the app say what is wrong. */
function inputType(type: TextElement['type']): string {
  return type === 'email_text_input' ? 'email' : type === 'url_text_input' ? 'url' : 'text'
}

function inputMode(element: TextElement): 'decimal' | 'numeric' | 'text' {
  if (element.type !== 'number_input') return 'text'
  return element.is_decimal_allowed ? 'decimal' : 'numeric'
}
