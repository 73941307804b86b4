import path from 'node:path'
import { pathToFileURL } from 'node:url'

const ROOT = path.resolve(import.meta.dirname, '../..')

/** A module of the compiled service, with the types of its source: the demo runs what a server runs. */
const built = (file: string): Promise<unknown> => import(pathToFileURL(path.join(ROOT, 'dist', file)).href)

export const builtMain = () => built('main.js') as Promise<typeof import('../../src/main.js')>
export const builtStore = () => built('open-store.js') as Promise<typeof import('../../src/open-store.js')>
export const builtDemo = () => built('demo/load-demo.js') as Promise<typeof import('../../src/demo/load-demo.js')>
export const builtInstallations = () =>
  built('domain/people/slack-installation-store.js') as Promise<
    typeof import('../../src/domain/people/slack-installation-store.js')
  >
export const builtMailbox = () =>
  built('domain/correspondence/add-mailbox.js') as Promise<
    typeof import('../../src/domain/correspondence/add-mailbox.js')
  >

export const rootPath = (...parts: string[]): string => path.join(ROOT, ...parts)
