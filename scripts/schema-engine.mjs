#!/usr/bin/env node
/**
 * Prisma's schema engine without its download: takes the arguments and speaks the JSON-RPC of the native
 * `schema-engine`, and runs the WebAssembly build of the same engine over pg. prisma.config.ts switches it on.
 */
import { runCli } from './schema-engine/cli.mjs'
import { serve } from './schema-engine/rpc.mjs'

const { version, command, datamodels, datasource } = parseArguments(process.argv.slice(2))
if (version) console.log('schema-engine-cli wasm')
else if (command) process.exitCode = await runCli(command, datasource.url)
else await serve(datamodels, datasource)

/** @param {string[]} words */
function parseArguments(words) {
  const parsed = { version: false, command: '', datamodels: /** @type {string[]} */ ([]), datasource: {} }
  for (let i = 0; i < words.length; i++) {
    if (words[i] === '--version') parsed.version = true
    else if (words[i] === 'cli') parsed.command = words[++i] ?? ''
    else if (words[i] === '--datamodels') parsed.datamodels.push(words[++i] ?? '')
    else if (words[i] === '--datasource') parsed.datasource = JSON.parse(words[++i] ?? '{}')
    else if (words[i]?.startsWith('--')) i++ // preview features and extension types don't concern this engine
  }
  return parsed
}
