/** After an interrupted run, which Vitest ends without its teardown: the seat of the dead is given up, and with the last one the server stops. */
import path from 'node:path'
import { startEmbeddedPostgres } from '../../src/db/embedded-postgres.js'
import { CACHE } from './places.js'

const server = await startEmbeddedPostgres({ home: path.join(CACHE, 'test'), durable: false })
await server.stop()
