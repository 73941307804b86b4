import { choice, company, created, flag, instant, owner, tags, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

const ADDRESSES = 'from contact_address a where a.workspace_id = {t}.workspace_id and a.contact_id = {t}.id'
const PHONES = 'from contact_phone p where p.workspace_id = {t}.workspace_id and p.contact_id = {t}.id'

export default defineRecordSet({
  name: 'contacts',
  one: 'contact',
  many: 'contacts',
  words: ['people', 'person', 'leads'],
  needs: ['contact.read'],
  table: 'contact',
  where: '{t}.merged_into_id is null',
  owners: ['owner_id'],
  ref: '{t}.ref',
  title: '{t}.name',
  key: '{t}.name_key',
  show: 'contact show',
  kind: 'contact',
  day: 'created',
  shows: ['company', 'job', 'owner', 'last-contacted'],
  sort: 'name',
  fields: {
    name: text('Name', 'name'),
    job: text('Title', 'title', { words: ['title', 'position'] }),
    email: {
      label: 'Email',
      type: 'text',
      sql: `(select string_agg(a.address, ', ' order by a.preferred desc, a.address) ${ADDRESSES})`,
      words: ['emails', 'mail', 'address', 'email-address'],
    },
    phone: {
      label: 'Phone',
      type: 'text',
      sql: `(select string_agg(p.phone, ', ' order by p.phone) ${PHONES})`,
      words: ['phones', 'telephone'],
    },
    bouncing: flag('Bouncing', `exists (select ${ADDRESSES} and a.health <> 'ok')`, { words: ['invalid-address'] }),
    origin: choice('Origin', 'origin', ['manual', 'mail', 'import'], { words: ['source'] }),
    'last-contacted': instant('Last contacted', 'last_contacted_at', { words: ['contacted', 'last-contact'] }),
    tag: tags('Tags', 'tags', { words: ['tags', 'label'] }),
    created,
  },
  relations: { owner: owner(), company: company() },
})
