import { FORECASTS } from '../../crm/deal.js'
import { amount, choice, company, contact, created, day, flag, instant, listed, owner, tags, text } from '../fields.js'
import { defineRecordSet } from '../record-set.js'

/** A won deal keeps the rate of its day (ADR 50). */
const WON_RATE = 'trim_scale({t}.won_rate)::text'

/** The last note, call, meeting or mail on it; what is planned was not yet. */
const LAST_ACTIVITY = `greatest(
  (select max(a.at) from activity a where a.workspace_id = {t}.workspace_id and a.deal_id = {t}.id
     and a.kind <> 'task' and a.at <= {now}),
  (select max(m.last_at) from thread_link l join thread m on m.workspace_id = l.workspace_id and m.id = l.thread_id
     where l.workspace_id = {t}.workspace_id and l.deal_id = {t}.id))`

export default defineRecordSet({
  name: 'deals',
  one: 'deal',
  many: 'deals',
  words: ['opportunity', 'opportunities', 'pipeline', 'opps'],
  needs: ['deal.read'],
  table: 'deal',
  where: "{t}.status <> 'withdrawn'",
  owners: ['owner_id'],
  ref: '{t}.ref',
  title: '{t}.title',
  key: '{t}.title_key',
  show: 'deal show',
  kind: 'deal',
  amount: 'amount',
  rated: 'What is won is taken at the rate of its day.',
  day: 'close',
  shows: ['company', 'stage', 'amount', 'close', 'owner'],
  sort: '-amount',
  fields: {
    title: text('Title', 'title', { words: ['name'] }),
    status: choice('Status', 'status', ['open', 'won', 'lost']),
    stage: { label: 'Stage', type: 'text', sql: '{stage}.name', listed: true, namesOf: 'stages', orElse: 'status' },
    pipeline: { label: 'Pipeline', type: 'text', sql: '{stage.pipeline}.name', listed: true, namesOf: 'pipelines' },
    amount: amount('Amount', 'amount_minor', { rate: WON_RATE, words: ['value', 'worth', 'size', 'volume'] }),
    weighted: {
      label: 'Weighted',
      type: 'money',
      sql: 'round({t}.amount_minor * coalesce({t}.probability, {stage}.probability) / 100.0)::bigint',
      currency: '{t}.currency',
      rate: WON_RATE,
      words: ['expected', 'weighted-amount'],
    },
    probability: { label: 'Probability', type: 'percent', sql: 'coalesce({t}.probability, {stage}.probability)' },
    close: day('Expected close', 'expected_close', { words: ['closing', 'expected-close', 'closes'] }),
    closed: day('Closed', 'closed_on', { words: ['closed-on', 'won', 'lost'] }),
    created,
    forecast: choice('Forecast', 'forecast_category', FORECASTS, { words: ['category'] }),
    source: listed('Source', 'source', { words: ['origin'] }),
    'lost-reason': listed('Lost because', 'lost_reason', { words: ['reason'] }),
    'won-reason': listed('Won because', 'won_reason'),
    'next-step': text('Next step', 'next_step'),
    'next-step-due': day('Next step due', 'next_step_due'),
    stale: flag(
      'Stale',
      "({t}.status = 'open' and ({t}.stage_since at time zone {zone})::date + {stage}.rot_days < {today})",
    ),
    'in-stage-since': instant('In stage since', 'stage_since'),
    'days-in-stage': {
      label: 'Days in stage',
      type: 'number',
      sql: '{today} - ({t}.stage_since at time zone {zone})::date',
    },
    'last-activity': {
      label: 'Last activity',
      type: 'instant',
      sql: LAST_ACTIVITY,
      words: ['activity', 'last-contacted', 'touched'],
    },
    po: text('Order number', 'po_number'),
    currency: listed('Currency', 'currency'),
    'won-rate': { label: 'Rate when won', type: 'number', sql: '{t}.won_rate' },
    tag: tags('Tags', 'tags', { words: ['tags', 'label'] }),
  },
  relations: {
    owner: owner(),
    closer: {
      label: 'Owner when closed',
      to: 'staff',
      sql: "case when {t}.status <> 'open' then coalesce({t}.owner_at_close_id, {t}.owner_id) end",
      words: ['closed-by', 'seller'],
    },
    company: company(),
    contact: contact(),
    stage: { label: 'Stage', to: 'stages', sql: '{t}.stage_id' },
  },
})
