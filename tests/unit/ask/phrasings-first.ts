/**
 * What people ask, and the command that a good reader would make of it. Written down before there was anything that reads: these
 * say what the reader has to reach, not what it does. Several commands: it may mean any of these, and has to ask.
 *
 * The company has the colleagues Dana Reyes and Tom Okafor, the customers Acme and Northwind, the supplier Globex, stages
 * Qualified, Proposal and Negotiation, and the lost reason Price.
 */
export const FIRST_PHRASINGS: readonly (readonly [words: string, ...commands: string[]])[] = [
  // Deals
  [
    'open deals over 10k by owner this quarter',
    'report deals where status:open amount:>10k close:this-quarter group:owner sum:amount',
  ],
  ['won deals last month', 'report deals where status:won closed:last-month'],
  ['how many open deals do we have', 'report deals where status:open count'],
  ['biggest open deals', 'report deals where status:open sort:-amount limit:10'],
  ['deals closing this month', 'report deals where status:open close:this-month'],
  ['my open deals', 'report deals where status:open owner:me'],
  ['deals in negotiation', 'report deals where stage:negotiation'],
  ['deals of Dana', 'report deals where owner:"Dana Reyes"'],
  ['average deal size by owner', 'report deals group:owner avg:amount'],
  ['lost deals by reason', 'report deals where status:lost group:lost-reason sum:amount'],
  [
    'lost deals by reason last quarter',
    'report deals where status:lost closed:last-quarter group:lost-reason sum:amount',
  ],
  ['total of open deals by stage', 'report deals where status:open group:stage sum:amount'],
  ['deals over 50k', 'report deals where amount:>50k'],
  ['deals between 10k and 50k', 'report deals where amount:10k..50k'],
  ['deals created in the last 30 days', 'report deals where created:last-30-days'],
  [
    'deals worth at least 20k closing before the end of the year',
    'report deals where status:open amount:>=20k close:<=eoy',
  ],
  ['deals without a next step', 'report deals where status:open next-step:none'],
  ['which deals did we lose because of price', 'report deals where status:lost lost-reason:price'],
  ['won deals by month this year', 'report deals where status:won closed:this-year group:closed.month sum:amount'],
  ['number of won deals per quarter', 'report deals where status:won group:closed.quarter count'],
  ['deals by pipeline and stage', 'report deals group:pipeline,stage sum:amount'],
  ['top 10 deals', 'report deals sort:-amount limit:10'],
  ['deals closing next quarter as a bar chart', 'report deals where status:open close:next-quarter chart:bar'],
  ['deals of tom that close in december', 'report deals where status:open owner:"Tom Okafor" close:december'],
  ['stale deals by owner', 'report deals where stale:yes group:owner sum:amount'],
  ['weighted pipeline by owner', 'report deals where status:open group:owner sum:weighted'],
  // Invoices and what is owed
  ['who owes us more than 30 days', 'report invoices where open:>0 days-overdue:>30 group:company sum:open'],
  [
    'revenue by month against last year',
    'report invoices where issued:this-year group:issued.month sum:net compare:last-year',
  ],
  ['top 5 customers by revenue this year', 'report invoices where issued:this-year group:company sum:net limit:5'],
  ['overdue invoices', 'report invoices where overdue:yes'],
  ['overdue invoices by customer', 'report invoices where overdue:yes group:company sum:open'],
  ['invoices sent to Acme this quarter', 'report invoices where company:Acme issued:this-quarter'],
  ['invoices over 5000 eur', 'report invoices where total:>5000EUR'],
  ['average days overdue by customer', 'report invoices where overdue:yes group:company avg:days-overdue'],
  ['largest invoice this year', 'report invoices where issued:this-year sort:-total limit:1'],
  ['oldest open invoices', 'report invoices where open:>0 sort:issued limit:10'],
  [
    'revenue this quarter compared with last quarter',
    'report invoices where issued:this-quarter sum:net compare:last-quarter',
  ],
  ['how much did we invoice in october', 'report invoices where issued:october sum:net'],
  ['who owes us money', 'report invoices where open:>0 group:company sum:open'],
  // Payments, bills, expenses
  [
    'how much has Acme paid us this year',
    'report payments where money:yes reversed:no direction:in company:Acme date:this-year sum:amount',
  ],
  ['payments received this month', 'report payments where money:yes reversed:no direction:in date:this-month'],
  ['payments by method', 'report payments where money:yes reversed:no group:method sum:amount'],
  ['unpaid bills', 'report bills where open:>0'],
  ['bills due next week', 'report bills where open:>0 due:next-week'],
  ['what do we owe Globex', 'report bills where open:>0 company:Globex sum:open'],
  ['spend by supplier this year', 'report bills where status:!rejected,void date:this-year group:company sum:net'],
  [
    'expenses by department this month',
    'report expenses where status:!rejected,void date:this-month group:department sum:total',
    'report postings where account.kind:expense closing:no date:this-month group:department sum:base',
  ],
  // People and companies
  ['new contacts this week', 'report contacts where created:this-week'],
  ['contacts at Acme', 'report contacts where company:Acme'],
  ['count of contacts by company', 'report contacts group:company count'],
  ['customers without an owner', 'report companies where role:customer owner:none'],
  ['customers in Germany', 'report companies where role:customer country:DE'],
  ['companies tagged vip', 'report companies where tag:vip'],
  // Support and work
  ['cases opened last month by priority', 'report cases where opened:last-month group:priority'],
  ['open cases by owner', 'report cases where status:!closed group:owner'],
  ['how many cases did Acme open this year', 'report cases where company:Acme opened:this-year count'],
  ['tasks due today', 'report tasks where done:no due:today'],
  ['my overdue tasks', 'report tasks where overdue:yes owner:me'],
  ['quotes sent but not accepted', 'report quotes where status:sent'],
  // Reports that have a name
  ['trial balance', 'report trial-balance'],
  ['show me the balance sheet please', 'report balance-sheet'],
  // What may mean two things
  [
    'sales by owner last year',
    'report deals where status:won closed:last-year group:owner sum:amount',
    'report invoices where issued:last-year group:owner sum:net',
  ],
]
