import { useState } from 'react'
import type { Conversation } from '../../page-api.js'
import { type Choice, filterChoices } from '../elements/choices.js'
import { Combobox } from '../elements/combobox.js'
import { messageOf } from '../live/http.js'
import { useSandbox } from '../live/sandbox.js'
import { Avatar } from '../ui/avatar.js'
import { Dialog } from '../ui/dialog.js'
import { findUser } from './people.js'
import { titleOf } from './title.js'

/** How many are in a channel; a click shows who, and brings in others or the app. */
export function Members({ conversation }: { conversation: Conversation }) {
  const { state } = useSandbox()
  const [isOpen, setOpen] = useState(false)
  const count = conversation.members.length
  return (
    <>
      <button type="button" className="members-button" aria-label={`${count} members`} onClick={() => setOpen(true)}>
        <span className="thread-faces">
          {conversation.members.slice(0, 3).map((id) => (
            <Avatar key={id} user={findUser(state, id)} size={22} />
          ))}
        </span>
        {count}
      </button>
      {isOpen && <MembersDialog conversation={conversation} onClose={() => setOpen(false)} />}
    </>
  )
}

function MembersDialog({ conversation, onClose }: { conversation: Conversation; onClose: () => void }) {
  const { state, client, toast } = useSandbox()
  const [invited, setInvited] = useState<Choice[]>([])
  const outside = state.users
    .filter((user) => !conversation.members.includes(user.id) && user.id !== 'USLACKBOT')
    .map((user) => ({ value: user.id, label: user.realName, hint: user.isBot ? 'app' : user.title }))
  const add = () => {
    const users = invited.map((choice) => choice.value)
    client.join(conversation.id, users).catch((error: unknown) => toast(messageOf(error)))
    setInvited([])
  }

  return (
    <Dialog title={`People in ${titleOf(conversation)}`} className="dialog-small" onClose={onClose}>
      {conversation.isMember && (
        <div className="invite">
          <Combobox
            label="Add people or the app"
            placeholder="Add people or the app"
            selected={invited}
            isMultiple
            search={async (query) => filterChoices([{ label: '', choices: outside }], query)}
            onSelect={setInvited}
          />
          <button type="button" className="button button-solid" disabled={invited.length === 0} onClick={add}>
            Add
          </button>
        </div>
      )}
      <ul className="people">
        {conversation.members.map((id) => {
          const user = findUser(state, id)
          return (
            <li key={id}>
              <Avatar user={user} size={32} />
              <span>
                <strong dir="auto">{user?.realName ?? id}</strong>
                <small>{user?.isBot ? 'App' : user?.title}</small>
              </span>
            </li>
          )
        })}
      </ul>
    </Dialog>
  )
}
