import { listed } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'teams',
  one: 'team',
  many: 'teams',
  needs: ['staff.read'],
  table: 'team',
  ref: "''",
  title: '{t}.name',
  key: '{t}.name_key',
  shows: [],
  sort: 'name',
  fields: { name: listed('Name', 'name') },
  relations: {},
})
