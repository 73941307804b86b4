/**
 * Slack's documented limits of Block Kit, messages and views (docs.slack.dev/reference/block-kit, as of mid-2026).
 * Every number the checks use stands here. Lengths are in characters.
 */
export const LIMITS = {
  /** A message that needs more is two messages, or a file. */
  messageBlocks: 50,
  /** Modals and App Home alike. */
  viewBlocks: 100,
  /** Top-level text of chat.postMessage; Slack cuts beyond that, we refuse, so that nothing is lost unseen. */
  messageText: 40_000,
  /** chat.update can't split a text over several messages and refuses from here on. */
  updateText: 4_000,
  attachments: 100,
  /** Event type and payload of message metadata, together, as JSON. */
  metadataJson: 8_000,

  blockId: 255,
  actionId: 255,
  sectionText: 3_000,
  sectionFields: 10,
  sectionField: 2_000,
  headerText: 150,
  contextElements: 10,
  contextText: 3_000,
  contextActions: 5,
  actionsElements: 25,
  inputLabel: 2_000,
  inputHint: 2_000,
  imageUrl: 3_000,
  imageAlt: 2_000,
  imageTitle: 2_000,
  /** Of all markdown blocks of one payload together. */
  markdownText: 12_000,
  videoTitle: 200,
  videoAuthor: 50,
  alertText: 200,
  cardTitle: 150,
  cardBody: 200,
  carouselCards: 10,
  containerTitle: 150,
  containerBlocks: 10,

  buttonText: 75,
  buttonValue: 2_000,
  buttonUrl: 3_000,
  accessibilityLabel: 75,
  placeholder: 150,
  /** Options of selects, and of each group. */
  options: 100,
  optionGroups: 100,
  optionText: 75,
  /** Slack's pages name 75 in one place and 150 in another: the smaller is safe. */
  optionValue: 75,
  optionDescription: 75,
  groupLabel: 75,
  overflowOptions: 5,
  /** Checkboxes and radio buttons. */
  choiceOptions: 10,
  inputValue: 3_000,
  fileInputFiles: 10,
  /** docs.slack.dev, file input element: each file. */
  fileInputBytes: 10 * 1024 * 1024,

  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,

  tableRows: 100,
  tableColumns: 20,
  /** Over all cells of all tables of one message. */
  tableCharacters: 10_000,
  /** The header row comes on top. */
  dataTableRows: 100,
  dataTablePage: 100,

  charts: 2,
  chartTitle: 50,
  chartSeries: 6,
  chartSegments: 6,
  chartPoints: 20,
  chartLabel: 20,
  axisLabel: 50,

  viewTitle: 24,
  viewButton: 24,
  privateMetadata: 3_000,
  callbackId: 255,
  externalId: 255,
  /** The whole view as JSON. */
  viewJson: 250_000,
  /** Views in one stack: root and two more. */
  viewStack: 3,

  prompts: 4,
} as const
