import { flag, listed, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'staff',
  one: 'colleague',
  many: 'colleagues',
  words: ['colleagues', 'colleague', 'employees', 'employee'],
  needs: ['staff.read'],
  table: 'staff',
  ref: '{t}.email',
  title: '{t}.name',
  key: '{t}.name_key',
  shows: ['email', 'job', 'department', 'active'],
  sort: 'name',
  fields: {
    name: text('Name', 'name'),
    email: text('Email', 'email'),
    job: text('Title', 'title'),
    department: listed('Department', 'department'),
    active: flag('Active', '{t}.active'),
  },
  relations: { manager: { label: 'Manager', to: 'staff', sql: '{t}.manager_id' } },
})
