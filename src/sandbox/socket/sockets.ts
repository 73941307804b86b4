import type { Delivered, Parcel } from '../delivery/parcel.js'

/** Socket Mode: the app's connections, and the envelopes that wait for their acknowledgement. */
export interface Sockets {
  /** An address that opens one connection, soon. */
  ticket(): string
  /** Whether an app is connected this way. */
  isOpen(): boolean
  /** Sends an envelope and waits for its acknowledgement, as long as Slack does. */
  send(parcel: Parcel): Promise<Delivered>
  /** Asks the app to connect anew, as Slack does every few hours, or cuts it off without a word. */
  disconnect(how: 'refresh' | 'cut'): void
}
