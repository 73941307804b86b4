import { createBullBoard } from '@bull-board/api'
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter'
import { FastifyAdapter } from '@bull-board/fastify'
import type { QueueHandle } from './queue.js'

/** bull-board as a fastify plugin; it shows ids and errors only, since a job's payload holds nothing else. */
export function createBoard(handle: QueueHandle, basePath: string) {
  const server = new FastifyAdapter()
  server.setBasePath(basePath)
  createBullBoard({ queues: [new BullMQAdapter(handle.queue)], serverAdapter: server })
  return server.registerPlugin()
}
