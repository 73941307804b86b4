import type * as slack from '@slack/types'
import { useId } from 'react'
import { Mrkdwn } from '../blocks/mrkdwn-text.js'
import type { ControlProps } from './control.js'
import { toOption } from './initial-state.js'

type Props = ControlProps & { element: slack.Checkboxes | slack.RadioButtons }

/** Checkboxes or radio buttons, all options in sight. */
export function ChoiceList({ element, label, field, state, onChange }: Props) {
  const name = useId()
  const isMany = element.type === 'checkboxes'
  const chosen = isMany
    ? (state?.selected_options ?? []).map((option) => option.value)
    : state?.selected_option
      ? [state.selected_option.value]
      : []

  const toggle = (value: string, isOn: boolean) => {
    const options = element.options.map(toOption)
    if (!isMany)
      return onChange({ type: element.type, selected_option: options.find((it) => it.value === value) ?? null })
    const values = isOn ? [...chosen, value] : chosen.filter((it) => it !== value)
    onChange({ type: element.type, selected_options: options.filter((it) => values.includes(it.value)) })
  }

  return (
    <div
      role={isMany ? 'group' : 'radiogroup'}
      className="choices"
      aria-label={field.labelledBy ? undefined : label}
      aria-labelledby={field.labelledBy}
      aria-describedby={field.describedBy}
    >
      {element.options.map(toOption).map((option) => (
        <label key={option.value} className="choice">
          <input
            type={isMany ? 'checkbox' : 'radio'}
            name={name}
            checked={chosen.includes(option.value)}
            onChange={(event) => toggle(option.value, event.target.checked)}
          />
          <span>
            {option.text.type === 'mrkdwn' ? <Mrkdwn text={option.text.text} /> : option.text.text}
            {option.description && <small dir="auto">{option.description.text}</small>}
          </span>
        </label>
      ))}
    </div>
  )
}
