import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { Terminal } from './define-verb.js'

/** The process's own terminal. */
export function processTerminal(json: boolean): Terminal {
  const canAsk = process.stdin.isTTY === true
  return {
    out: (text) => void process.stdout.write(`${text}\n`),
    err: (text) => void process.stderr.write(`${text}\n`),
    isTty: process.stdout.isTTY === true,
    width: process.stdout.columns ?? 120,
    barWidth: process.stderr.isTTY === true ? process.stderr.columns : 0,
    canAsk,
    json,
    progress: (step, ms) => void process.stderr.write(`  ${step.padEnd(44)} ${(ms / 1000).toFixed(1).padStart(6)} s\n`),
    redraw: (text, isLast) => void process.stderr.write(`\r${text}${isLast ? '\n' : ''}`),
    confirm: async (question) => {
      if (!canAsk) return false
      const line = createInterface({ input: process.stdin, output: process.stderr })
      const answer = await line.question(`${question} [y/N] `)
      line.close()
      return /^y(es)?$/i.test(answer.trim())
    },
    askSecret: async (question) => {
      if (!canAsk) return null
      process.stderr.write(`${question}: `)
      // What is typed is echoed into nothing.
      const output = new Writable({ write: (_chunk, _encoding, done) => done() })
      const line = createInterface({ input: process.stdin, output, terminal: true })
      const answer = await line.question('')
      line.close()
      process.stderr.write('\n')
      return answer
    },
  }
}
