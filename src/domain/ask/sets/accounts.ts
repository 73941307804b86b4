import { choice, flag, listed, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

export default defineRecordSet({
  name: 'accounts',
  one: 'account',
  many: 'accounts of the books',
  needs: ['account.read'],
  table: 'account',
  ref: '{t}.code',
  title: '{t}.name',
  key: '{t}.name_key',
  shows: ['kind', 'control', 'active'],
  sort: 'code',
  fields: {
    code: listed('Code', 'code'),
    name: text('Name', 'name'),
    kind: choice('Kind', 'kind', ['asset', 'liability', 'equity', 'income', 'expense']),
    control: listed('Control', 'control'),
    purpose: listed('Purpose', 'purpose'),
    active: flag('Active', '{t}.active'),
    /** As the cash flow statement has it: banks, cash, and what is on its way between them. */
    money: flag(
      'Money',
      `({t}.purpose in ('bank', 'cash', 'money-in-transit', 'cash-revaluation') or exists (
        select from bank_account b where b.workspace_id = {t}.workspace_id and b.account_id = {t}.id))`,
      { words: ['cash'] },
    ),
  },
  relations: {},
})
