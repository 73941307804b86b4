import { type Block as LibraryBlockType, Message } from 'slack-blocks-to-jsx'
import 'slack-blocks-to-jsx/dist/style.css'
import type { Block } from '../../page-api.js'
import { useSandbox } from '../live/sandbox.js'

/** Rich text, markdown, charts, cards, plans and whatever else only shows: drawn by slack-blocks-to-jsx. */
export function LibraryBlock({ block }: { block: Block }) {
  const { state } = useSandbox()
  const users = state.users.map((user) => ({ id: user.id, name: user.realName }))
  const channels = state.conversations.map((it) => ({ id: it.id, name: it.name }))
  return (
    <div className="library-block" dir="auto">
      <Message
        blocks={[block as unknown as LibraryBlockType]}
        data={{ users, channels }}
        name=""
        logo=""
        theme="light"
        withoutWrapper
      />
    </div>
  )
}
