import type * as slack from '@slack/types'
import type { ElementState } from '../../page-api.js'
import type { ControlProps } from './control.js'

type Props = ControlProps & { element: slack.Datepicker | slack.Timepicker | slack.DateTimepicker }

/** A day, a time of day, or both, with the browser's own picker. */
export function DateInput({ element, label, field, state, onChange }: Props) {
  const kind = { datepicker: 'date', timepicker: 'time', datetimepicker: 'datetime-local' }[element.type]
  return (
    <input
      type={kind}
      className={field.isInvalid ? 'input input-date is-invalid' : 'input input-date'}
      aria-label={field.labelledBy ? undefined : label}
      aria-labelledby={field.labelledBy}
      aria-describedby={field.describedBy}
      aria-invalid={field.isInvalid || undefined}
      data-autofocus={element.focus_on_load || undefined}
      value={shown(element.type, state)}
      onChange={(event) => onChange(toState(element.type, event.target.value))}
    />
  )
}

function shown(type: Props['element']['type'], state: ElementState | undefined): string {
  if (type === 'datepicker') return state?.selected_date ?? ''
  if (type === 'timepicker') return state?.selected_time ?? ''
  return state?.selected_date_time ? localDateTime(state.selected_date_time) : ''
}

function toState(type: Props['element']['type'], value: string): ElementState {
  if (type === 'datepicker') return { type, selected_date: value || null }
  if (type === 'timepicker') return { type, selected_time: value || null }
  return { type, selected_date_time: value ? Math.floor(new Date(value).getTime() / 1000) : null }
}

/** `YYYY-MM-DDTHH:mm` in the browser's own zone, as its picker wants it. */
function localDateTime(seconds: number): string {
  const date = new Date(seconds * 1000)
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}
