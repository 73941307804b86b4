import type * as slack from '@slack/types'
import { withEmoji } from '../blocks/plain-text.js'
import { useConfirm } from '../ui/confirm.js'
import { Icon } from '../ui/icons.js'
import { Menu } from '../ui/menu.js'
import { toOption } from './initial-state.js'
import { useSurface } from './surface.js'

type Place = { blockId: string; actionId: string }

export function ButtonElement({
  element,
  blockId,
  actionId,
}: Place & { element: slack.Button | slack.WorkflowButton }) {
  const surface = useSurface()
  const confirm = useConfirm()
  const isBusy = surface.isBusy(blockId, actionId)
  const style = element.style ? ` button-${element.style}` : ''

  const onClick = async () => {
    if (isBusy || !(await confirm(element.confirm))) return
    if (element.type === 'button' && element.url) window.open(element.url, '_blank', 'noopener')
    await surface.report(blockId, actionId, { type: element.type })
  }

  return (
    <button
      type="button"
      className={`button${style}`}
      aria-label={element.accessibility_label}
      aria-busy={isBusy || undefined}
      onClick={onClick}
    >
      <span dir="auto">{withEmoji(element.text.text)}</span>
    </button>
  )
}

export function OverflowElement({ element, blockId, actionId }: Place & { element: slack.Overflow }) {
  const surface = useSurface()
  const confirm = useConfirm()

  const pick = async (option: slack.PlainTextOption) => {
    if (!(await confirm(element.confirm))) return
    if (option.url) window.open(option.url, '_blank', 'noopener')
    await surface.report(blockId, actionId, { type: 'overflow', selected_option: toOption(option) })
  }
  const items = element.options.map((option, index) => ({
    key: String(index),
    label: withEmoji(option.text.text),
    ...(option.description && { hint: option.description.text }),
    onPick: () => void pick(option),
  }))

  return (
    <Menu label="More options" items={items} className="button button-icon">
      <Icon name="more" />
    </Menu>
  )
}

/** Thumbs up and down under an answer. */
export function FeedbackElement({ element, blockId, actionId }: Place & { element: slack.FeedbackButtons }) {
  const surface = useSurface()
  return [element.positive_button, element.negative_button].map((button, index) => (
    <button
      key={button.value}
      type="button"
      className="button button-quiet"
      aria-label={button.accessibility_label ?? button.text.text}
      onClick={() => surface.report(blockId, actionId, { type: element.type, value: button.value })}
    >
      {index === 0 ? '👍' : '👎'} {button.text.text}
    </button>
  ))
}
