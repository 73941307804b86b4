import path from 'node:path'
import { obtainProgram, type Program } from './programs.js'

export type Ledgers = { hledger: Program; ledger: Program; beanQuery: Program; beanCheck: Program }

/** The programs of plain-text accounting whose balances ours are compared with: on the PATH, from apt, or unpacked. Throws UnavailableError. */
export async function findLedgers(cacheDir: string): Promise<Ledgers> {
  const find = (name: string, debian: string) =>
    obtainProgram({ names: [name], packages: [debian], cacheDir: path.join(cacheDir, debian) })
  return {
    hledger: await find('hledger', 'hledger'),
    ledger: await find('ledger', 'ledger'),
    beanQuery: await find('bean-query', 'beancount'),
    beanCheck: await find('bean-check', 'beancount'),
  }
}
