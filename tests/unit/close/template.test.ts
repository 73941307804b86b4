import { expect, test } from 'vitest'
import { readTemplateCsv, templateCsv } from '../../../src/documents/close-template-csv.js'
import { DEFAULT_TEMPLATES } from '../../../src/domain/close/default-templates.js'
import { readTemplate, type WrittenTask, writeTemplate } from '../../../src/domain/close/template-file.js'
import { checkTemplate, readWorkday, writeWorkday } from '../../../src/domain/close/template-rules.js'

const task = (key: string, more: Partial<WrittenTask> = {}): WrittenTask => ({
  key,
  title: 'Review leases',
  due: 'WD+3',
  owner: 'finance',
  ...more,
})

test('a template is the same after it was written to a file and read', () => {
  const tasks = [
    task('leases', { after: [], check: 'bank-reconciled', evidence: true }),
    task('more', { after: ['leases'] }),
  ]
  const template = { name: 'Monthly close', kind: 'month' as const, tasks }
  expect(readTemplate(writeTemplate(template))).toEqual({ ok: true, value: template })
})

test('and the same through a spreadsheet, which may save it with semicolons, and runs no formula of it', () => {
  const tasks = [
    task('leases', { title: '=HYPERLINK("x"); leases', after: [], check: 'bank-reconciled', evidence: true }),
    task('more', {
      after: ['leases'],
      accounts: ['bank', '6000-6999'],
      tolerance: '50.00',
      quiet: 30,
      reviewer: 'admin',
    }),
  ]
  const csv = templateCsv({ name: 'Quarterly close', kind: 'quarter', tasks })
  expect(csv).toContain(`"'=HYPERLINK(`)
  expect(readTemplateCsv(csv)).toEqual({ ok: true, value: { name: '', kind: 'quarter', tasks } })
  const german = 'Key;Title;Kind;Due;Owner;Evidence\r\nleases;Mieten prüfen;month;WD+2;finance;ja\r\n'
  expect(readTemplateCsv(german)).toMatchObject({
    ok: true,
    value: { kind: 'month', tasks: [{ key: 'leases', title: 'Mieten prüfen', evidence: true }] },
  })
})

test.each([
  ['key,title,due,owner\na,b,WD+1,c', /month, quarter, year/],
  ['kind,key,title,due,owner\nmonth,a,b,WD+1,', /Task 1: `owner:` is missing/],
  ['kind,key,title,due,owner,when\nmonth,a,b,WD+1,c,d', /no field "when"/],
  ['kind,key,title,due,owner,quiet\nmonth,a,b,WD+1,c,long', /Task 1: `quiet:` is a number/],
  ['kind,key\n"month,a', /no CSV/],
])('%j is refused with the reason as well', (text, problem) => {
  const read = readTemplateCsv(text)
  expect(read.ok ? '' : read.problem).toMatch(problem)
})

test.each([
  ['kind: month', /list of `tasks:`/],
  ['kind: week\ntasks: [{}]', /month, quarter, year/],
  ['kind: month\ntasks: []', /at least one/],
  ['kind: month\ntasks: [{key: a, title: b, due: WD+1}]', /Task 1: `owner:` is missing/],
  ['kind: month\ntasks: [{key: a, title: b, due: WD+1, owner: c, when: d}]', /no field "when"/],
  ['kind: month\ntasks: [{key: a, title: b, due: WD+1, owner: c, after: d}]', /list of keys/],
  ['kind: [', /no YAML/],
])('%j is refused with the reason', (text, problem) => {
  const read = readTemplate(text)
  expect(read.ok ? '' : read.problem).toMatch(problem)
})

test.each([
  [[task('a'), task('a')], /Two tasks/],
  [[task('Leases!')], /small letters/],
  [[task('a', { due: 'friday' })], /no working day/],
  [[task('a', { after: ['b'] })], /no task of the template/],
  [[task('a', { after: ['b'] }), task('b', { after: ['c'] }), task('c', { after: ['a'] })], /a → b → c → a/],
  [[task('a', { after: ['a'] })], /a → a/],
  [[task('a', { owner: 'x@y.example', reviewer: 'X@y.example' })], /two people/],
  [[task('a', { check: 'moon' })], /no check "moon"/],
])('tasks that can’t stand together are refused: %#', (tasks, problem) => {
  const checked = checkTemplate(tasks, ['bank-reconciled'])
  expect(checked.ok ? '' : checked.problem).toMatch(problem)
})

test('days are counted from the end of what is closed', () => {
  expect(['WD+3', 'wd3', '3', 'WD0', 'WD-1', 'wd - 1'].map(readWorkday)).toEqual([3, 3, 3, 0, -1, null])
  expect([3, 0, -1].map(writeWorkday)).toEqual(['WD+3', 'WD0', 'WD-1'])
})

test('what a company begins with is sound', () => {
  for (const { kind, tasks } of Object.values(DEFAULT_TEMPLATES)) {
    const checks = tasks.flatMap(({ checkName }) => checkName ?? [])
    const written = tasks.map((each) =>
      task(each.key, { title: each.title, due: writeWorkday(each.dueWorkday), after: each.dependsOn }),
    )
    expect(checkTemplate(written, checks), kind).toEqual({ ok: true, value: true })
  }
})
