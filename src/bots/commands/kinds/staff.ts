import type { Staff } from '../../../domain/people/staff.js'
import {
  findStaffByEmail,
  findStaffByIds,
  findStaffByName,
  findStaffBySlackUser,
} from '../../../domain/people/staff-store.js'
import { nameKey, prefixEnd } from '../../../lib/name-key.js'
import { type Candidate, defineRecordKind } from '../define-record-kind.js'

const candidate = (staff: Staff): Candidate => ({
  kind: 'staff',
  id: staff.id,
  ref: staff.email,
  title: staff.name,
  version: staff.version,
  details: [staff.department, staff.title],
})

const some = (staff: Staff | null): Candidate[] => (staff?.active ? [candidate(staff)] : [])

export default defineRecordKind({
  kind: 'staff',
  one: 'colleague',
  many: 'colleagues',
  needs: 'staff.read',
  owned: false,
  table: 'staff',
  detailLabels: ['Department', 'Title'],
  show: 'staff show',
  searchable: true,
  findByIds: async ({ read }, ids) => (await findStaffByIds(read, ids)).map(candidate),
  /** `me`, an address, or a mention as Slack sends it: `<@U123>`, `<@U123|dana>`; a plain `@dana` is a name. */
  findByRef: async ({ read, asker }, typed) => {
    if (/^(me|myself|mine|i)$/i.test(typed)) return (await findStaffByIds(read, [asker.id])).map(candidate)
    const mention = /^<@([UW][A-Z0-9]+)(?:\|[^>]*)?>$/.exec(typed)?.[1]
    if (mention) return some(await findStaffBySlackUser(read, mention))
    const address = /^<mailto:([^|>]+)/i.exec(typed)?.[1] ?? typed
    return address.indexOf('@') > 0 ? some(await findStaffByEmail(read, address)) : []
  },
  findByName: ({ read }, key, limit) => named(read, { from: bare(key), below: `${bare(key)}\u0001`, limit }),
  findByPrefix: ({ read }, key, limit) => named(read, { from: bare(key), below: prefixEnd(bare(key)), limit }),
})

const bare = (key: string): string => nameKey(key.replace(/^@/, ''))

const named = async (...args: Parameters<typeof findStaffByName>): Promise<Candidate[]> =>
  (await findStaffByName(...args)).map(candidate)
