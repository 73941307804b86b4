import type { CSSProperties } from 'react'
import type { User } from '../../page-api.js'
import { Icon } from './icons.js'

type Shown = Pick<User, 'realName' | 'colour' | 'isBot'> & { id?: string }
type Props = { user: Shown | undefined; size?: number }

/** Initials on the person's colour; the app wears a book instead, and Slackbot a bolt. */
export function Avatar({ user, size = 36 }: Props) {
  const style = { '--size': `${size}px`, background: user?.colour || '#6b7280' } as CSSProperties
  return (
    <span className={user?.isBot ? 'avatar avatar-bot' : 'avatar'} style={style} aria-hidden="true">
      {user?.isBot ? (
        <Icon name={user.id === 'USLACKBOT' ? 'bolt' : 'book'} size={Math.round(size * 0.62)} />
      ) : (
        initials(user?.realName ?? '?')
      )}
    </span>
  )
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = [...(words[0] ?? '')][0] ?? ''
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase()
}
