import { createContext, useContext } from 'react'

/** Names of people and channels, for mentions. Apart from the state, so that a new message doesn't redraw them all. */
export type Directory = {
  me: string
  userName: (id: string) => string | undefined
  channelName: (id: string) => string | undefined
  openChannel: (id: string) => void
}

export const DirectoryContext = createContext<Directory | null>(null)

export function useDirectory(): Directory {
  const directory = useContext(DirectoryContext)
  if (!directory) throw new Error('useDirectory needs a DirectoryContext above it')
  return directory
}
