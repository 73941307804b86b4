import { z } from 'zod'
import type * as Page from '../page-api.js'

/** The bodies of `page-api.ts`, read strictly: what the page sends by mistake is told to it. */
const as = z.string()
const loose = z.record(z.string(), z.unknown())
const option = z.object({
  text: z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string(), emoji: z.boolean().exactOptional() }),
  value: z.string(),
  description: z.object({ type: z.enum(['plain_text', 'mrkdwn']), text: z.string() }).exactOptional(),
  url: z.string().exactOptional(),
})
const elementState = loose.and(
  z.object({
    type: z.string(),
    selected_option: option.loose().nullable().exactOptional(),
    selected_options: z.array(option.loose()).exactOptional(),
  }),
) as unknown as z.ZodType<Page.ElementState>
const stateValues = z.record(z.string(), z.record(z.string(), elementState))
const at = z.object({ channel: z.string(), ts: z.string() })
const container = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), channel: z.string(), ts: z.string() }),
  z.object({ type: z.literal('view'), viewId: z.string() }),
])

export const REQUESTS = {
  sendMessage: z
    .object({
      as,
      channel: z.string(),
      text: z.string().trim().max(40_000),
      threadTs: z.string().exactOptional(),
      broadcast: z.boolean().exactOptional(),
      files: z.array(z.string()).max(10).exactOptional(),
    })
    .refine(
      ({ text, files }) => text !== '' || (files?.length ?? 0) > 0,
      'words or a file',
    ) satisfies z.ZodType<Page.SendMessage>,
  runCommand: z.object({
    as,
    channel: z.string(),
    command: z.string(),
    text: z.string(),
    threadTs: z.string().exactOptional(),
  }) satisfies z.ZodType<Page.RunCommand>,
  doAction: z.object({
    as,
    container,
    blockId: z.string(),
    actionId: z.string(),
    element: elementState,
    state: stateValues,
    attachmentId: z.number().exactOptional(),
  }) satisfies z.ZodType<Page.DoAction>,
  askOptions: z.object({
    as,
    container,
    blockId: z.string(),
    actionId: z.string(),
    query: z.string(),
  }) satisfies z.ZodType<Page.AskOptions>,
  runShortcut: z.object({
    as,
    callbackId: z.string(),
    message: at.exactOptional(),
  }) satisfies z.ZodType<Page.RunShortcut>,
  submitView: z.object({ as, viewId: z.string(), state: stateValues }) satisfies z.ZodType<Page.SubmitView>,
  closeView: z.object({ as, viewId: z.string(), all: z.boolean() }) satisfies z.ZodType<Page.CloseView>,
  openHome: z.object({ as, tab: z.enum(['home', 'messages']) }) satisfies z.ZodType<Page.OpenHome>,
  openAgent: z.object({ as, contextChannel: z.string().exactOptional() }) satisfies z.ZodType<Page.OpenAgent>,
  openConversation: z.object({
    as,
    users: z.array(z.string()).min(1).max(8),
  }) satisfies z.ZodType<Page.OpenConversation>,
  createConversation: z.object({
    as,
    name: z.string().regex(/^[\p{L}\p{N}_-]{1,80}$/u, 'letters, digits, - and _, at most 80'),
    private: z.boolean(),
  }) satisfies z.ZodType<Page.CreateConversation>,
  joinConversation: z.object({
    as,
    channel: z.string(),
    users: z.array(z.string()).exactOptional(),
  }) satisfies z.ZodType<Page.JoinConversation>,
  toggleReaction: z.object({
    as,
    channel: z.string(),
    ts: z.string(),
    name: z.string().min(1),
  }) satisfies z.ZodType<Page.ToggleReaction>,
  inputUpload: z.object({
    as,
    filename: z.string().min(1),
    of: z.literal('message').exactOptional(),
  }) satisfies z.ZodType<Page.InputUploadQuery>,
  upload: z.object({
    as,
    channel: z.string(),
    filename: z.string().min(1),
    threadTs: z.string().exactOptional(),
    text: z.string().exactOptional(),
  }) satisfies z.ZodType<Page.UploadQuery>,
  sendMail: z.object({
    from: z.object({ name: z.string(), address: z.email() }),
    to: z.string().min(3),
    cc: z.string().exactOptional(),
    subject: z.string(),
    text: z.string(),
    html: z.string().exactOptional(),
    inReplyTo: z.string().exactOptional(),
    references: z.array(z.string()).exactOptional(),
    attachments: z
      .array(z.object({ filename: z.string(), contentType: z.string(), base64: z.base64() }))
      .exactOptional(),
  }) satisfies z.ZodType<Page.SendMail>,
}
