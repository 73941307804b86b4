import type { FastifyInstance, FastifyRequest } from 'fastify'
import { isRecord, type Json, parseJson } from './json.js'

/** 100 MB: files are sent whole. */
export const BODY_LIMIT = 100 * 1024 * 1024

/** Bodies are kept as bytes; each route reads them as what it expects. */
export function keepRawBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers()
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
}

export function rawBody(request: FastifyRequest): Buffer {
  return Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0)
}

/** Query and body together as one record: JSON, a form, or nothing. */
export function fieldsOf(request: FastifyRequest): Json {
  const query = isRecord(request.query) ? request.query : {}
  const type = request.headers['content-type'] ?? ''
  const body = rawBody(request).toString()
  if (body === '') return query
  if (type.includes('application/json')) {
    const parsed = parseJson(body)
    return isRecord(parsed) ? { ...query, ...parsed } : query
  }
  return { ...query, ...Object.fromEntries(new URLSearchParams(body)) }
}

/** The bytes of an upload: the body itself, or the first file of a multipart form. */
export async function uploadedBytes(request: FastifyRequest): Promise<Buffer> {
  const type = request.headers['content-type'] ?? ''
  const body = rawBody(request)
  if (!type.startsWith('multipart/form-data')) return body
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  for (const value of form.values()) {
    if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer())
  }
  return Buffer.alloc(0)
}
