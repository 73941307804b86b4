import type * as slack from '@slack/types'
import type { Block } from '../../page-api.js'
import type { ControlProps } from './control.js'

/** Formatting isn't offered here: what is typed becomes one plain section per line. */
export function RichTextElement({
  element,
  label,
  field,
  state,
  onChange,
}: ControlProps & { element: slack.RichTextInput }) {
  return (
    <textarea
      rows={5}
      dir="auto"
      className={field.isInvalid ? 'input is-invalid' : 'input'}
      aria-label={field.labelledBy ? undefined : label}
      aria-labelledby={field.labelledBy}
      aria-describedby={field.describedBy}
      placeholder={element.placeholder?.text}
      value={textOf(state?.rich_text_value)}
      onChange={(event) => onChange({ type: element.type, rich_text_value: richText(event.target.value) })}
    />
  )
}

function richText(text: string): Block | null {
  if (text === '') return null
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] }
}

function textOf(block: Block | null | undefined): string {
  const sections = (block?.elements ?? []) as { elements?: { text?: string }[] }[]
  return sections.map((section) => (section.elements ?? []).map((it) => it.text ?? '').join('')).join('\n')
}
