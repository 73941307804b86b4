import { useState } from 'react'
import { messageOf } from '../live/http.js'
import { useSandbox } from '../live/sandbox.js'
import { Dialog } from '../ui/dialog.js'

/** Names a new channel and goes there. */
export function NewChannel({ onClose }: { onClose: () => void }) {
  const { client, go } = useSandbox()
  const [name, setName] = useState('')
  const [isPrivate, setPrivate] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  const create = async () => {
    try {
      const made = await client.createConversation(name.trim(), isPrivate)
      onClose()
      go({ channel: made.id })
    } catch (error) {
      setProblem(messageOf(error))
    }
  }

  return (
    <Dialog
      title="New channel"
      className="dialog-small"
      onClose={onClose}
      footer={
        <>
          <button type="button" className="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="button"
            className="button button-solid"
            disabled={name.trim() === ''}
            onClick={() => void create()}
          >
            Create
          </button>
        </>
      }
    >
      <form
        className="form"
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <label className="field">
          <span className="field-label">Name</span>
          <input
            className="input"
            placeholder="e.g. renewals"
            value={name}
            onChange={(event) => setName(event.target.value.toLowerCase().replace(/\s+/g, '-'))}
          />
        </label>
        <label className="choice">
          <input type="checkbox" checked={isPrivate} onChange={(event) => setPrivate(event.target.checked)} />
          <span>
            Private
            <small>Only people who are invited can see it.</small>
          </span>
        </label>
        {problem && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
      </form>
    </Dialog>
  )
}
