/**
 * What people asked that the reader could not read, or read wrongly, when others tried it: written after the parser, and what it
 * should have been before it was mended. They don't count among those of which a third was there first.
 */
export const LATER_PHRASINGS: readonly (readonly [words: string, ...commands: string[]])[] = [
  // Who the most, and each
  ['who has the most open deals', 'report deals where status:open group:owner sort:-count limit:10'],
  ['which owner has the fewest open deals', 'report deals where status:open group:owner sort:count limit:10'],
  ['which customer has the most open cases', 'report cases where status:!closed group:company sort:-count limit:10'],
  [
    'who has the most open cases',
    'report cases where status:!closed group:owner sort:-count limit:10',
    'report cases where status:!closed group:company sort:-count limit:10',
  ],
  ['who has the most overdue invoices', 'report invoices where overdue:yes group:company sort:-count limit:10'],
  ['which customer brings the most revenue', 'report invoices where issued:this-year group:company sum:net limit:10'],
  [
    'who closed the most deals this year',
    'report deals where status:won closed:this-year group:owner sort:-count limit:10',
  ],
  [
    'who sold the most last quarter',
    'report deals where status:won closed:last-quarter group:owner sum:amount limit:10',
  ],
  [
    'which supplier costs us the most',
    'report bills where status:!rejected,void date:this-year group:company sum:net limit:10',
  ],
  ['top 5 customers', 'report invoices where issued:this-year group:company sum:net limit:5'],
  [
    'top 5 customers by revenue last quarter',
    'report invoices where issued:last-quarter group:company sum:net limit:5',
  ],
  [
    'top 3 suppliers by spend last year',
    'report bills where status:!rejected,void date:last-year group:company sum:net limit:3',
  ],
  ['how much did each salesperson sell', 'report deals where status:won closed:this-year group:owner sum:amount'],
  [
    'how much did each salesperson sell last quarter',
    'report deals where status:won closed:last-quarter group:owner sum:amount',
  ],
  ['open cases for each owner', 'report cases where status:!closed group:owner'],
  ['number of invoices each month', 'report invoices group:issued.month count'],
  ['expenses by each employee', 'report expenses where status:!rejected,void group:person sum:total'],
  // What somebody did
  ['what did Dana close this month', 'report deals where status:won owner:"Dana Reyes" closed:this-month'],
  ['what did Tom win last quarter', 'report deals where status:won owner:"Tom Okafor" closed:last-quarter'],
  ['how much did Dana sell', 'report deals where status:won owner:"Dana Reyes" closed:this-year sum:amount'],
  [
    'how many deals did Dana win this quarter',
    'report deals where status:won owner:"Dana Reyes" closed:this-quarter count',
  ],
  ['which deals did Tom lose this year', 'report deals where status:lost owner:"Tom Okafor" closed:this-year'],
  ['deals closed by Dana last month', 'report deals where owner:"Dana Reyes" closed:last-month'],
  ['deals closed by Dana', 'report deals where status:won,lost owner:"Dana Reyes"'],
  // Beside a budget, or a time before
  ['how are we doing against budget', 'report profit-and-loss against:budget'],
  ['are we within budget this year', 'report profit-and-loss from:"this year" to:"this month" against:budget'],
  ['actual versus budget last month', 'report profit-and-loss from:"last month" to:"last month" against:budget'],
  ['profit against budget in Q3', 'report profit-and-loss from:q3 to:q3 against:budget'],
  [
    'profit this quarter vs last quarter',
    'report profit-and-loss from:"this quarter" to:"this month" against:last-period',
  ],
  [
    'profit this year compared with last year',
    'report profit-and-loss from:"this year" to:"this month" against:last-year',
  ],
  [
    'compare revenue this quarter with last quarter',
    'report invoices where issued:this-quarter sum:net compare:last-quarter',
  ],
  ['compare revenue with last month', 'report invoices where issued:this-month sum:net compare:last-month'],
  ['compare won deals this year with last year', 'report deals where status:won closed:this-year compare:last-year'],
  // Quarters, and the days of reports
  ['profit last quarter', 'report profit-and-loss from:"last quarter" to:"last quarter"'],
  ['profit in the third quarter', 'report profit-and-loss from:q3 to:q3'],
  ['profit and loss for the first quarter of 2026', 'report profit-and-loss from:"q1 2026" to:"q1 2026"'],
  ['profit since july', 'report profit-and-loss from:july to:"this month"'],
  ['profit in the last 6 months', 'report profit-and-loss from:-5m to:"this month"'],
  ['cash flow last year', 'report cash-flow from:"last year" to:"last year"'],
  ['VAT for Q3', 'report tax from:q3 to:q3'],
  ['biggest customers last quarter', 'report top-customers from:"last quarter" to:"last quarter"'],
  ['balance sheet at the end of September', 'report balance-sheet asof:"end of september"'],
  ['balance sheet as of 30 september', 'report balance-sheet asof:"30 september"'],
  ['balance sheet this year', 'report balance-sheet asof:today'],
  ['trial balance at the end of Q3', 'report trial-balance asof:"end of q3"'],
  ['receivables at the end of october', 'report receivables-ageing asof:"end of october"'],
  ['revenue in the third quarter', 'report invoices where issued:q3 sum:net'],
  ['revenue last month', 'report invoices where issued:last-month sum:net'],
  // Money, and what it went on
  ['how much cash do we have', 'report postings where account.money:yes date:<=today group:account sum:base'],
  ['how much money is in the bank', 'report postings where account.money:yes date:<=today group:account sum:base'],
  [
    'cash position at the end of September',
    'report postings where account.money:yes date:<=end-of-september group:account sum:base',
  ],
  ['cash position last month', 'report postings where account.money:yes date:<=last-month group:account sum:base'],
  [
    'spend on marketing',
    'report postings where account.kind:expense closing:no account:Marketing date:this-year sum:base',
    'report postings where account.kind:expense closing:no department:Marketing date:this-year sum:base',
  ],
  [
    'how much did we spend on travel last quarter',
    'report postings where account.kind:expense closing:no account:Travel date:last-quarter sum:base',
  ],
  [
    'travel costs by month',
    'report postings where account.kind:expense closing:no account:Travel date:this-year group:date.month sum:base',
  ],
  ['how much money do we owe', 'report bills where open:>0 sum:open'],
  // Who has gone quiet, and what is late
  [
    'customers not heard from in 60 days',
    'report companies where role:customer last-contacted:!last-60-days sort:last-contacted',
  ],
  [
    "customers we haven't heard from",
    'report companies where role:customer last-contacted:!last-60-days sort:last-contacted',
  ],
  [
    'who have we not contacted in 3 months',
    'report companies where role:customer last-contacted:!last-3-months sort:last-contacted',
  ],
  [
    'contacts not contacted in the last 30 days',
    'report contacts where last-contacted:!last-30-days sort:last-contacted',
  ],
  ['which invoices are overdue more than 60 days', 'report invoices where days-overdue:>60'],
  ['how many cases were opened last week', 'report cases where opened:last-week count'],
  // What was read as something else without a word of it, and what two things may be meant by
  [
    'income last month',
    'report invoices where issued:last-month sum:net',
    'report profit-and-loss from:"last month" to:"last month"',
  ],
  ['invoices from 1 October', 'report invoices where issued:1-october', 'report invoices where issued:>=1-october'],
  ['deals from 10k', 'report deals where amount:>=10k'],
  ['deals over 2.5k eur', 'report deals where amount:>2500EUR'],
  ['deals over half a million', 'report deals where amount:>500000'],
  ['deals from 1 to 15 december', 'report deals where close:1-december..15-december'],
  ['revenue in October last year', 'report invoices where issued:october-last-year sum:net'],
  ['profit in October last year', 'report profit-and-loss from:"october last year" to:"october last year"'],
  ['revenue this quarter vs Q3 last year', 'report invoices where issued:this-quarter sum:net compare:q3-last-year'],
  ['bills we paid last month', 'report bills where paid-on:last-month'],
  ['tasks older than two weeks', 'report tasks where created:<last-14-days'],
  ['customers older than 6 months', 'report companies where role:customer created:<last-6-months'],
  ['unpaid invoices over 60 days', 'report invoices where open:>0 days-overdue:>60'],
  [
    'largest suppliers last year',
    'report bills where status:!rejected,void date:last-year group:company sum:net limit:10',
  ],
  [
    'best customers of Dana',
    'report invoices where company.owner:"Dana Reyes" issued:this-year group:company sum:net limit:10',
  ],
  [
    'deals with no activity in 30 days',
    'report deals where status:open last-activity:!last-30-days sort:last-activity',
  ],
  ['customers without a website', 'report companies where role:customer domain:none'],
  ['recurring invoices ending this year', 'report recurring-invoices where ends:this-year'],
  ['unanswered tickets', 'report cases where hours-to-answer:none status:!closed'],
]
