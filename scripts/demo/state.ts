import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** What a home remembers of its demo: an existing one keeps its own day, so that its story stays the same. */
export type DemoState = {
  anchor: string
  seed: number
  /** How far its clock is from the machine's. */
  clockOffsetMs: number
  mailPassword: string
  slackSecret: string
  botToken: string
  mailLoaded: boolean
}

const fileIn = (home: string) => path.join(home, 'demo.json')

export function readState(home: string, fresh: Pick<DemoState, 'anchor' | 'seed' | 'clockOffsetMs'>): DemoState {
  if (existsSync(fileIn(home))) return JSON.parse(readFileSync(fileIn(home), 'utf8')) as DemoState
  const secret = () => randomBytes(16).toString('hex')
  const state = {
    ...fresh,
    mailPassword: secret(),
    slackSecret: secret(),
    botToken: `xoxb-${secret()}`,
    mailLoaded: false,
  }
  saveState(home, state)
  return state
}

/** Whole or not at all: written beside and renamed. */
export function saveState(home: string, state: DemoState): void {
  mkdirSync(home, { recursive: true })
  writeFileSync(`${fileIn(home)}.new`, JSON.stringify(state, null, 2), { mode: 0o600 })
  renameSync(`${fileIn(home)}.new`, fileIn(home))
}
