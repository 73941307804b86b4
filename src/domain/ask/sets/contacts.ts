import { choice, company, created, instant, owner, tags, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

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
    origin: choice('Origin', 'origin', ['manual', 'mail', 'import'], { words: ['source'] }),
    'last-contacted': instant('Last contacted', 'last_contacted_at', { words: ['contacted', 'last-contact'] }),
    tag: tags('Tags', 'tags', { words: ['tags', 'label'] }),
    created,
  },
  relations: { owner: owner(), company: company() },
})
