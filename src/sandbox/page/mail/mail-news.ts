import { createContext, useContext, useEffect } from 'react'

/** Tells listeners which mailbox changed, as the stream reports it. */
export type MailNews = { subscribe: (listener: (address: string) => void) => () => void }

export function createMailNews(): MailNews & { tell: (address: string) => void } {
  const listeners = new Set<(address: string) => void>()
  return {
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    tell: (address) => {
      for (const listener of listeners) listener(address)
    },
  }
}

export const MailNewsContext = createContext<MailNews | null>(null)

/** Calls back when mail arrived in or left any mailbox. */
export function useMailNews(onNews: (address: string) => void) {
  const news = useContext(MailNewsContext)
  useEffect(() => news?.subscribe(onNews), [news, onNews])
}
