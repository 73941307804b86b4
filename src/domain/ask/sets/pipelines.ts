import { listed, number } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'pipelines',
  one: 'pipeline',
  many: 'pipelines',
  needs: ['deal.read'],
  table: 'pipeline',
  ref: "''",
  title: '{t}.name',
  key: '{t}.name_key',
  shows: ['position'],
  sort: 'position',
  fields: { name: listed('Name', 'name'), position: number('Position', 'position') },
  relations: {},
})
