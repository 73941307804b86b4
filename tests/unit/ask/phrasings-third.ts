/**
 * What people of five roles type, without `report` before it, and the command that a good reader would make of it. Written down before
 * the reader was changed for any of them, so that they say what it has to reach.
 *
 * Beside the company of the first phrasings there is the customer Blue Harbor Ltd, the team Berlin, the account 4400, the city London,
 * and a field of the company's own on deals, Segment, of which one choice is Enterprise.
 */
export const THIRD_PHRASINGS: readonly (readonly [words: string, ...commands: string[]])[] = [
  // Who runs the company
  ['net income last quarter', 'report profit-and-loss from:"last quarter" to:"last quarter"'],
  ["what's the forecast", 'report forecast'],
  ['profit by month', 'report profit-and-loss by:month'],
  ['P&L by department', 'report profit-and-loss by:department'],
  ['revenue last month vs same month last year', 'report invoices where issued:last-month sum:net compare:last-year'],
  ['Q3 vs Q2 revenue', 'report invoices where issued:q3 sum:net compare:q2'],
  [
    'biggest customers in Germany',
    'report invoices where company.country:DE issued:this-year group:company sum:net limit:10',
  ],
  ['my top customers', 'report invoices where company.owner:me issued:this-year group:company sum:net limit:10'],
  ['revenue by country', 'report invoices where issued:this-year group:company.country sum:net'],
  ['revenue from 2025 by month', 'report invoices where issued:2025 group:issued.month sum:net'],
  ['revenue year-to-date', 'report invoices where issued:ytd sum:net'],
  [
    'turnover in the last twelve months by month',
    'report invoices where issued:last-12-months group:issued.month sum:net',
  ],
  [
    'how much did we pay Globex this year',
    'report payments where money:yes reversed:no direction:out company:Globex date:this-year sum:amount',
  ],
  ["who's our biggest supplier", 'report spend-by-supplier'],
  // Who sells
  ['show me open deals', 'report deals where status:open'],
  ['new deals this month', 'report deals where created:this-month'],
  ['new customers this quarter', 'report companies where role:customer since:this-quarter'],
  ['deals over EUR 10k', 'report deals where amount:>10000EUR'],
  ['deals worth 50k or more', 'report deals where amount:>=50k'],
  ['deals of Reyes', 'report deals where owner:"Dana Reyes"'],
  ['deals of Blue Harbor', 'report deals where company:"Blue Harbor Ltd"'],
  ['deals in Germany', 'report deals where company.country:DE'],
  ['deals older than 90 days', 'report deals where created:<last-90-days'],
  ['deals in negotiation for more than 30 days', 'report deals where stage:negotiation days-in-stage:>30'],
  ['deals closing between 1 and 15 December', 'report deals where status:open close:1-december..15-december'],
  ['forecast for Dana', 'report forecast owner:"Dana Reyes"'],
  ['deals of Dana or Tom', 'report deals where owner:"Dana Reyes" owner:"Tom Okafor"'],
  ['enterprise deals by owner', 'report deals where segment:Enterprise group:owner sum:amount'],
  ['weighted pipeline for next quarter', 'report deals where status:open close:next-quarter sum:weighted'],
  ['report customers in London', 'report companies where role:customer city:London'],
  ['contacts without an email', 'report contacts where email:none'],
  [
    'deals we lost because of price this quarter',
    'report deals where status:lost lost-reason:Price closed:this-quarter',
  ],
  // Who keeps the books
  ['receivables aging', 'report receivables-ageing'],
  ['accounts receivable', 'report receivables-ageing'],
  ['AP aging', 'report payables-ageing'],
  ['sales tax last quarter', 'report tax from:"last quarter" to:"last quarter"'],
  ['VAT for H1', 'report tax from:h1 to:h1'],
  ['gross profit Q3', 'report profit-and-loss from:q3 to:q3'],
  ['cash flow from January to March', 'report cash-flow from:january to:march'],
  ['journal entries this month by person', 'report entries where date:this-month group:by'],
  ['postings to 4400 in October', 'report postings where account:4400 date:october'],
  ['DSO', 'report days-sales-outstanding'],
  ['invoices older than 60 days', 'report invoices where issued:<last-60-days'],
  ['unpaid invoices older than 60 days', 'report invoices where open:>0 issued:<last-60-days'],
  ['invoices paid this month', 'report invoices where paid-on:this-month'],
  // Who pays and collects
  [
    'who paid us last week',
    'report payments where money:yes reversed:no direction:in date:last-week group:company sum:amount',
  ],
  ['unpaid bills over 5k due this week', 'report bills where open:>5k due:this-week'],
  ['bills from the last two weeks', 'report bills where date:last-2-weeks'],
  [
    'spend from January to March by supplier',
    'report bills where status:!rejected,void date:january..march group:company sum:net',
  ],
  ['invoices issued on 30.09.2026', 'report invoices where issued:2026-09-30'],
  [
    'expenses of Dana or Tom last month',
    'report expenses where person:"Dana Reyes" person:"Tom Okafor" date:last-month',
  ],
  ['invoices overdue by more than two weeks', 'report invoices where days-overdue:>14'],
  ['what did we pay Globex', 'report payments where money:yes reversed:no direction:out company:Globex sum:amount'],
  // Who answers customers
  ['tickets by agent', 'report cases group:owner'],
  ['new tickets today', 'report cases where opened:today'],
  ['average first response time this month', 'report cases where opened:this-month avg:hours-to-answer'],
  ['average response time by agent', 'report cases group:owner avg:hours-to-answer'],
  ['cases older than 5 days', 'report cases where opened:<last-5-days'],
  ['open cases older than two weeks', 'report cases where status:!closed opened:<last-14-days'],
  ['cases breaching SLA', 'report cases where overdue:yes'],
  ['tickets waiting on the customer', 'report cases where status:waiting'],
  ['support backlog by team', 'report cases where status:!closed group:team'],
  ['cases of team Berlin', 'report cases where team:Berlin'],
  ['urgent tickets opened in the last 24 hours', 'report cases where priority:urgent opened:last-1-day'],
  ['tickets tagged vip', 'report cases where tag:vip'],
]
