import type * as slack from '@slack/types'
import { useId } from 'react'
import { Element } from '../elements/element.js'
import { Icon } from '../ui/icons.js'
import { withEmoji } from './plain-text.js'

type Props = { block: slack.InputBlock; blockId: string; error: string | undefined }

/** An `input` block: label, control, hint, and what was wrong with the last submission. */
export function FieldBlock({ block, blockId, error }: Props) {
  const id = useId()
  const described = [block.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className="field" data-invalid={error ? true : undefined}>
      <span className="field-label" id={`${id}-label`} dir="auto">
        {withEmoji(block.label.text)}
        {block.optional && <span className="field-optional"> (optional)</span>}
      </span>
      <Element
        element={block.element}
        blockId={blockId}
        label={block.label.text}
        field={{
          labelledBy: `${id}-label`,
          describedBy: described || undefined,
          isInvalid: error !== undefined,
          canClear: block.optional ?? false,
        }}
        reports={block.dispatch_action ?? false}
      />
      {error && (
        <p className="field-error" id={`${id}-error`} role="alert">
          <Icon name="warning" size={16} />
          <span dir="auto">{error}</span>
        </p>
      )}
      {block.hint && (
        <p className="field-hint" id={`${id}-hint`} dir="auto">
          {withEmoji(block.hint.text)}
        </p>
      )}
    </div>
  )
}
