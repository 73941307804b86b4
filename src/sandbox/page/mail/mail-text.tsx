import { useState } from 'react'

/** A mail's text with its links; the history quoted at its end is folded away. */
export function MailText({ text }: { text: string }) {
  const [isOpen, setOpen] = useState(false)
  const { own, quoted } = splitQuoted(text)
  return (
    <div className="mail-text" dir="auto">
      <Linked text={own} />
      {quoted !== '' && (
        <>
          <button
            type="button"
            className="button button-small button-quiet"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? 'Hide earlier mails' : 'Show earlier mails'}
          </button>
          {isOpen && (
            <div className="mail-quoted">
              <Linked text={quoted} />
            </div>
          )}
        </>
      )}
    </div>
  )
}

/** The trailing block of `>` lines with the "On … wrote:" over it; quotes in the middle of a text stay. */
export function splitQuoted(text: string): { own: string; quoted: string } {
  const lines = text.trimEnd().split('\n')
  let at = lines.length
  while (at > 0 && /^(>|\s*$)/.test(lines[at - 1] ?? '')) at -= 1
  const hasQuotes = lines.slice(at).some((line) => line.startsWith('>'))
  if (!hasQuotes || at === 0) return { own: text.trimEnd(), quoted: '' }
  if (/:\s*$/.test(lines[at - 1] ?? '')) at -= 1
  return { own: lines.slice(0, at).join('\n').trimEnd(), quoted: lines.slice(at).join('\n').trim() }
}

function Linked({ text }: { text: string }) {
  const parts = text.split(/(https?:\/\/[^\s<>"]+[^\s<>".,;:!?)])/)
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      <a key={index} href={part} target="_blank" rel="noreferrer">
        {part}
      </a>
    ) : (
      part
    ),
  )
}
