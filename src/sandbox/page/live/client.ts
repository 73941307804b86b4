import type {
  AgentThread,
  AskOptions,
  Conversation,
  DoAction,
  Done,
  FileInfo,
  Options,
  RunCommand,
  RunShortcut,
  SendMessage,
  Sent,
  StateValues,
  Submitted,
  ToggleReaction,
} from '../../page-api.js'
import { postBytes, postJson } from './http.js'

type Mine<T> = Omit<T, 'as'>

/** Everything one can do in the workspace, done as one person. */
export function createClient(as: string) {
  return {
    sendMessage: (body: Mine<SendMessage>) => postJson<Sent>('messages', { as, ...body }),
    runCommand: (body: Mine<RunCommand>) => postJson<Done>('commands', { as, ...body }),
    act: (body: Mine<DoAction>) => postJson<Done>('actions', { as, ...body }),
    askOptions: (body: Mine<AskOptions>) => postJson<Options>('options', { as, ...body }),
    runShortcut: (body: Mine<RunShortcut>) => postJson<Done>('shortcuts', { as, ...body }),
    submitView: (viewId: string, state: StateValues) => postJson<Submitted>('views/submit', { as, viewId, state }),
    closeView: (viewId: string, all: boolean) => postJson<Done>('views/close', { as, viewId, all }),
    openHome: (tab: 'home' | 'messages') => postJson<Done>('home/open', { as, tab }),
    openAgent: (contextChannel: string | undefined) =>
      postJson<AgentThread>('agent/open', { as, ...(contextChannel && { contextChannel }) }),
    openConversation: (users: string[]) => postJson<Conversation>('conversations/open', { as, users }),
    createConversation: (name: string, isPrivate: boolean) =>
      postJson<Conversation>('conversations/create', { as, name, private: isPrivate }),
    join: (channel: string, users?: string[]) =>
      postJson<Conversation>('conversations/join', { as, channel, ...(users && { users }) }),
    toggleReaction: (body: Mine<ToggleReaction>) => postJson<Done>('reactions', { as, ...body }),
    uploadForInput: (filename: string, file: Blob) => postBytes<FileInfo>('uploads', { as, filename }, file),
    uploadForMessage: (filename: string, file: Blob) =>
      postBytes<FileInfo>('uploads', { as, filename, of: 'message' }, file),
  }
}

export type Client = ReturnType<typeof createClient>
