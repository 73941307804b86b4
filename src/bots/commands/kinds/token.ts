import type { AccessToken } from '../../../domain/people/access-token.js'
import { findTokensByName, listTokens } from '../../../domain/people/access-token-store.js'
import { type Candidate, defineRecordKind } from '../define-record-kind.js'

const candidates = (tokens: readonly AccessToken[]): Candidate[] =>
  tokens.map(({ id, name, version }) => ({ kind: 'token', id, ref: name, title: name, version, details: [] }))

export default defineRecordKind({
  kind: 'token',
  one: 'token',
  many: 'tokens',
  needs: 'self',
  owned: 'Each sees their own, whatever their roles.',
  table: 'access_token',
  detailLabels: [],
  findByIds: async ({ read, asker }, ids) => candidates(await listTokens(read, asker.id, ids)),
  findByRef: async () => [],
  findByName: async ({ read, asker }, key) => candidates(await findTokensByName(read, asker.id, key, true)),
  findByPrefix: async ({ read, asker }, key) => candidates(await findTokensByName(read, asker.id, key, false)),
  searchable: false,
})
