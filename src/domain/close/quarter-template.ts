import type { CloseTemplate } from './template.js'

/** What a quarter needs beyond its three months, which are closed by themselves. */
export const QUARTER_TEMPLATE: CloseTemplate = {
  name: 'Quarterly close',
  kind: 'quarter',
  tasks: [
    {
      key: 'months',
      title: 'All three months are signed off',
      dueWorkday: 6,
      ownerRole: 'controller',
      reviewerRole: null,
      dependsOn: [],
      checkName: 'months-closed',
    },
    {
      key: 'tax',
      title: 'Prepare the tax return of the quarter',
      dueWorkday: 7,
      ownerRole: 'finance',
      reviewerRole: 'controller',
      dependsOn: ['months'],
      checkName: null,
      evidenceRequired: true,
    },
    {
      key: 'doubtful',
      title: 'Review doubtful receivables and what is to be written off',
      dueWorkday: 7,
      ownerRole: 'finance',
      reviewerRole: 'controller',
      dependsOn: ['months'],
      checkName: null,
    },
    {
      key: 'forecast',
      title: 'Compare the quarter with its budget and forecast the year',
      dueWorkday: 9,
      ownerRole: 'controller',
      reviewerRole: null,
      dependsOn: ['months'],
      checkName: null,
    },
    {
      key: 'sign-off',
      title: 'Sign off the quarter',
      dueWorkday: 10,
      ownerRole: 'controller',
      reviewerRole: 'admin',
      dependsOn: ['tax', 'doubtful', 'forecast'],
      checkName: null,
      accounts: ['all'],
    },
  ],
}
