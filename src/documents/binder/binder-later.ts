import type { Binder } from '../../domain/close/binder-store.js'
import { eventLine } from '../../domain/close/digest.js'
import type { PriorItem } from '../../domain/close/prior-item-store.js'
import { money } from '../../lib/money.js'
import { type BinderPart, person, text } from './binder-part.js'

export const later = ({ later: entries, baseCurrency }: Binder): BinderPart => ({
  file: 'later-changes',
  title: 'Recorded after the last sign-off',
  none: 'Nothing.',
  table: {
    columns: [
      text('entry', 'Entry'),
      { key: 'date', label: 'Dated', type: 'date' },
      text('memo', 'What'),
      { key: 'amount', label: 'Amount', type: 'money' },
      { key: 'by', label: 'By', type: 'person' },
      { key: 'at', label: 'Recorded', type: 'date' },
    ],
    rows: entries.map(({ entry, date, memo, baseMinor, by, recordedAt, restricted }) => ({
      entry,
      date: { date },
      memo: restricted ? 'restricted' : memo,
      amount: restricted ? null : { money: money(baseMinor, baseCurrency) },
      by: person(by),
      at: { at: recordedAt },
    })),
  },
})

export const changed = ({ history: events }: Binder): BinderPart => ({
  file: 'changed-since-signed',
  title: 'Signed, and opened again since the books moved',
  none: 'None.',
  table: {
    columns: [
      { key: 'at', label: 'When', type: 'date' },
      text('ref', 'Task'),
      text('title', 'What'),
      text('summary', 'Entries'),
    ],
    rows: events
      .filter(({ kind }) => kind === 'changed')
      .map(({ at, ref, title, note }) => ({ at: { at }, ref, title, summary: note })),
  },
})

export const prior = ({ prior: { left, taken }, tasks, baseCurrency }: Binder): BinderPart => ({
  file: 'prior-period-items',
  title: 'Prior-period items',
  none: 'None.',
  table: {
    columns: [
      text('entry', 'Entry'),
      { key: 'date', label: 'Dated', type: 'date' },
      text('memo', 'What'),
      { key: 'amount', label: 'Moved', type: 'money' },
      text('signed', 'Was signed as'),
      text('where', 'Where it went'),
    ],
    rows: [
      ...left.map((item) => ({
        ...itemRow(item, baseCurrency),
        where: item.taskId ? 'the next close' : 'no close yet',
      })),
      ...taken.map((item) => ({
        ...itemRow(item, baseCurrency),
        where: tasks.find(({ id }) => id === item.taskId)?.ref ?? '',
      })),
    ],
  },
})

const itemRow = ({ entry, date, memo, movedMinor, signedRef, restricted }: PriorItem, currency: string) => ({
  entry,
  date: { date },
  memo: restricted ? 'restricted' : memo,
  amount: restricted ? null : { money: money(movedMinor, currency) },
  signed: signedRef,
})

export const history = ({ history: events }: Binder): BinderPart => ({
  file: 'history',
  title: 'What happened',
  none: 'Nothing.',
  table: {
    columns: [{ key: 'at', label: 'When', type: 'date' }, text('what', 'What')],
    rows: events.map((event) => ({ at: { at: event.at }, what: eventLine(event) })),
  },
})
