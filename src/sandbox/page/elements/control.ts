import type { ElementState } from '../../page-api.js'

/** Ties a control to the label, hint and error around it. */
export type FieldIds = {
  labelledBy?: string | undefined
  describedBy?: string | undefined
  isInvalid?: boolean
  /** An optional field may be emptied again. */
  canClear?: boolean
}

/** What every control with a value is given. */
export type ControlProps = {
  blockId: string
  actionId: string
  label: string
  field: FieldIds
  state: ElementState | undefined
  onChange: (state: ElementState) => void
}
