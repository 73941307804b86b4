import type * as slack from '@slack/types'
import { useState } from 'react'
import { messageOf } from '../live/http.js'
import { useSandbox } from '../live/sandbox.js'
import type { ControlProps } from './control.js'

type Props = ControlProps & { element: slack.FileInput }

/** Files for a form: each is uploaded when it is chosen, and goes to the app when the form is submitted. */
export function FileElement({ element, label, field, state, onChange }: Props) {
  const { client, toast } = useSandbox()
  const [isBusy, setBusy] = useState(false)
  const files = state?.files ?? []
  const type = 'file_input'

  const add = async (chosen: readonly File[]) => {
    setBusy(true)
    try {
      const added = await Promise.all(chosen.map((file) => client.uploadForInput(file.name, file)))
      onChange({ type, files: element.max_files === 1 ? added.slice(-1) : [...files, ...added] })
    } catch (error) {
      toast(messageOf(error))
    } finally {
      setBusy(false)
    }
  }

  return (
    <div className="file-input">
      <input
        type="file"
        className={field.isInvalid ? 'input is-invalid' : 'input'}
        aria-label={field.labelledBy ? undefined : label}
        aria-labelledby={field.labelledBy}
        aria-describedby={field.describedBy}
        aria-invalid={field.isInvalid || undefined}
        multiple={element.max_files !== 1}
        accept={element.filetypes?.map((each) => `.${each}`).join(',')}
        disabled={isBusy}
        onChange={(event) => {
          void add([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      <ul className="file-input-list">
        {files.map((file) => (
          <li key={file.id}>
            {file.name}{' '}
            <button
              type="button"
              className="button button-small button-quiet"
              aria-label={`Remove ${file.name}`}
              onClick={() => onChange({ type, files: files.filter(({ id }) => id !== file.id) })}
            >
              Remove
            </button>
          </li>
        ))}
      </ul>
      {isBusy && <p className="muted">Uploading…</p>}
    </div>
  )
}
