import { readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { defineConfig } from 'prisma/config'

const { DATABASE_URL, SHADOW_DATABASE_URL } = process.env

// Prisma downloads its schema engine at first use; without that download every command fails, generate included.
// Our own program runs the same engine from the npm package instead.
if (!hasDownloadedEngine()) {
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= path.resolve(import.meta.dirname, 'scripts/schema-engine.mjs')
}
process.env.CHECKPOINT_DISABLE ??= '1' // no call home for version news

export default defineConfig({
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  // generate, validate and a diff between files need no server
  ...(DATABASE_URL && {
    datasource: { url: DATABASE_URL, ...(SHADOW_DATABASE_URL && { shadowDatabaseUrl: SHADOW_DATABASE_URL }) },
  }),
})

function hasDownloadedEngine(): boolean {
  const prisma = createRequire(import.meta.url).resolve('prisma/package.json')
  const engines = path.dirname(createRequire(prisma).resolve('@prisma/engines/package.json'))
  return readdirSync(engines).some((name) => name.startsWith('schema-engine-'))
}
