import { useEffect, useRef, useState } from 'react'
import type { View } from '../../page-api.js'
import { Blocks } from '../blocks/blocks.js'
import { findUser } from '../chat/people.js'
import { SurfaceContext, useSurfaceOf } from '../elements/surface.js'
import { messageOf } from '../live/http.js'
import { useSandbox } from '../live/sandbox.js'
import { Avatar } from '../ui/avatar.js'
import { Dialog } from '../ui/dialog.js'

/** The person's open modals: the top one shows, those below keep what was filled in until it is their turn again. */
export function ModalStack() {
  const { state } = useSandbox()
  const { modals } = state
  return modals.map((view, index) => (
    <Modal key={view.id} view={view} depth={index + 1} isTop={index === modals.length - 1} />
  ))
}

function Modal({ view, depth, isTop }: { view: View; depth: number; isTop: boolean }) {
  const { state, client, toast } = useSandbox()
  const surface = useSurfaceOf({ type: 'view', viewId: view.id }, view.blocks)
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const form = useRef<HTMLFormElement>(null)
  useEffect(() => focusFirstError(form.current), [view.errors])
  useEffect(() => focusFirstField(form.current), [view.blocks.length])

  const close = (all: boolean) => client.closeView(view.id, all).catch((error: unknown) => toast(messageOf(error)))
  const submit = async () => {
    if (isSending || view.submitDisabled) return
    setSending(true)
    setProblem(null)
    try {
      const result = await client.submitView(view.id, surface.values)
      if (result.outcome === 'failed') setProblem(result.notice ?? 'We had some trouble connecting. Try again?')
    } catch (error) {
      setProblem(messageOf(error))
    } finally {
      setSending(false)
    }
  }

  if (!isTop) return null
  return (
    <Dialog
      title={view.title?.text ?? ''}
      lead={<Avatar user={findUser(state, state.app.botUserId)} size={28} />}
      className="dialog-view"
      closeLabel={depth > 1 ? 'Close all' : 'Close dialog'}
      onClose={() => void close(true)}
      footer={
        <>
          <button type="button" className="button" onClick={() => void close(false)}>
            {view.close?.text ?? (depth > 1 ? 'Back' : 'Close')}
          </button>
          {view.submit && (
            <button
              type="button"
              className="button button-solid"
              aria-busy={isSending || undefined}
              disabled={view.submitDisabled}
              onClick={() => void submit()}
            >
              <span>{view.submit.text}</span>
            </button>
          )}
        </>
      }
    >
      <form
        ref={form}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
        onKeyDown={(event) => {
          if (view.submit && event.key === 'Enter' && isPlainInput(event)) event.currentTarget.requestSubmit()
        }}
        noValidate
      >
        {problem && (
          <p className="form-problem" role="alert">
            {problem}
          </p>
        )}
        <SurfaceContext value={surface}>
          <Blocks blocks={view.blocks} errors={view.errors} />
        </SurfaceContext>
      </form>
    </Dialog>
  )
}

/** What is loaded at first has no field: once they are there, what is typed goes into the first. What stands above it stays in view. */
function focusFirstField(form: HTMLElement | null): void {
  if (form?.contains(document.activeElement)) return
  form?.querySelector<HTMLElement>(':is(input:not([hidden]), textarea)')?.focus({ preventScroll: true })
}

/** Enter submits from a text box, but not while a list of choices is open or when the box took the key itself. */
function isPlainInput(event: React.KeyboardEvent): boolean {
  const target = event.target as HTMLElement
  const isText = target instanceof HTMLInputElement && ['text', 'email', 'url'].includes(target.type)
  return isText && !event.defaultPrevented && target.getAttribute('role') !== 'combobox'
}

function focusFirstError(form: HTMLElement | null) {
  const field = form?.querySelector('[data-invalid]')
  field?.scrollIntoView({ block: 'nearest' })
  field?.querySelector<HTMLElement>('input, textarea')?.focus()
}
