import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks',
    // A process loads the program once and takes many files: every file brings a world of its own (database, servers, clock),
    // and the program keeps no state in its modules. That halves the processor time of a whole run.
    isolate: false,
    // The program and all it has just read live longer than a small nursery lasts: without this a sixth of a worker's time goes to copying them.
    execArgv: ['--max-semi-space-size=64'],
    // One more than there are cores: a tenth to a fifth of the time a test waits, for a mail server or for a process to start.
    maxWorkers: Math.min(availableParallelism() + 1, 4),
    // Against hanging only: no test is about time, and a busy machine takes ten times as long as an idle one.
    testTimeout: 120_000,
    hookTimeout: 180_000, // a first run unpacks and starts servers
    teardownTimeout: 30_000,
    expect: { requireAssertions: true }, // a test that asserts nothing has proved nothing
  },
})
