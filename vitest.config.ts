import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    globalSetup: ['tests/support/global-setup.ts'],
    pool: 'forks', // a process a file: a crash or a leaked handle stays with the file that caused it
    testTimeout: 30_000,
    hookTimeout: 60_000, // a first run unpacks and starts servers
    teardownTimeout: 30_000,
    expect: { requireAssertions: true }, // a test that asserts nothing has proved nothing
  },
})
