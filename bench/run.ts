import os from 'node:os'
import { commands } from './commands.js'
import { desk } from './desk/desk.js'
import { figures } from './figures/figures.js'
import { signals } from './figures/signals.js'
import type { Bench, Finding } from './harness.js'
import { jobs } from './jobs.js'
import { ledger } from './ledger/ledger.js'
import { mail } from './mail.js'
import { openStage, stageDir } from './stage.js'

/**
 * `npm run bench`, or `npm run bench -- jobs ledger`, or a part of one (`ledger/ageing`): a table on stderr while it runs, one JSON object on stdout at the end.
 * Ctrl-C stops the servers that were started.
 */
const BENCHES: readonly Bench[] = [jobs, ...ledger, commands, desk, figures, signals, ...mail]

const names = process.argv.slice(2)
const isOf = (bench: Bench, name: string) => bench.name === name || bench.name.startsWith(`${name}/`)
const unknown = names.filter((name) => !BENCHES.some((bench) => isOf(bench, name)))
if (unknown.length > 0) {
  console.error(`There is no bench ${unknown.join(', ')}. There is: ${BENCHES.map((bench) => bench.name).join(', ')}.`)
  process.exit(2)
}

const stage = await openStage(stageDir)
let stopping: Promise<void> | undefined
const stop = () => (stopping ??= stage.stop())
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void stop().finally(() => process.exit(130)))

const results: Record<string, Finding[]> = {}
try {
  for (const bench of BENCHES.filter((each) => names.length === 0 || names.some((name) => isOf(each, name)))) {
    const findings = await bench.run(stage)
    results[bench.name] = findings
    for (const finding of findings) console.error(lineOf(finding))
  }
} finally {
  await stop()
}
const [cpu] = os.cpus()
const machine = { cpu: cpu?.model.trim(), cores: os.availableParallelism(), node: process.version }
console.log(JSON.stringify({ machine, results }, null, 2))

function lineOf({ what, unit, figures, ratio, goal, met }: Finding): string {
  const said = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
  const verdict = met === undefined ? '' : met ? ', met' : ', NOT MET'
  const compared = ratio === undefined ? '' : `  ratio ${ratio}`
  return `${what.padEnd(52)} ${said.join(', ')} ${unit}${compared}${goal ? `  (${goal}${verdict})` : ''}`
}
