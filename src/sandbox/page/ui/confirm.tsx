import type { ConfirmationDialog } from '@slack/types'
import { createContext, type ReactNode, useCallback, useContext, useState } from 'react'
import { Mrkdwn } from '../blocks/mrkdwn-text.js'
import { Dialog } from './dialog.js'

type Ask = (question: ConfirmationDialog | undefined) => Promise<boolean>
const ConfirmContext = createContext<Ask>(async () => true)

/** Asks an element's `confirm` question; without one the answer is yes. */
export function useConfirm(): Ask {
  return useContext(ConfirmContext)
}

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState<{ question: ConfirmationDialog; answer: (yes: boolean) => void } | null>(null)
  const ask = useCallback<Ask>(
    (question) => (question ? new Promise((resolve) => setOpen({ question, answer: resolve })) : Promise.resolve(true)),
    [],
  )
  const answer = (yes: boolean) => {
    open?.answer(yes)
    setOpen(null)
  }

  return (
    <ConfirmContext value={ask}>
      {children}
      {open && <ConfirmDialog question={open.question} onAnswer={answer} />}
    </ConfirmContext>
  )
}

function ConfirmDialog({ question, onAnswer }: { question: ConfirmationDialog; onAnswer: (yes: boolean) => void }) {
  const confirmStyle = question.style === 'danger' ? 'button button-solid-danger' : 'button button-solid'
  return (
    <Dialog
      title={question.title?.text ?? 'Are you sure?'}
      className="dialog-small"
      onClose={() => onAnswer(false)}
      footer={
        <>
          <button type="button" className="button" onClick={() => onAnswer(false)}>
            {question.deny?.text ?? 'Cancel'}
          </button>
          <button type="button" className={confirmStyle} onClick={() => onAnswer(true)}>
            {question.confirm?.text ?? 'Yes'}
          </button>
        </>
      }
    >
      {question.text.type === 'mrkdwn' ? <Mrkdwn text={question.text.text} /> : <p dir="auto">{question.text.text}</p>}
    </Dialog>
  )
}
