import { inWorkspace } from '../../db/in-workspace.js'
import { noteMeeting } from '../../domain/correspondence/note-meeting.js'
import { readInvitations } from '../../mail/read-invitation.js'
import { defineJob } from '../define-job.js'
import { eachMail } from '../stored-mail.js'

export default defineJob({
  name: 'mail-invitation',
  summary: 'Logs invitations as meetings on the records of their thread, and moves or calls off those that are there',
  on: ['mail.invitation'],
  run: (context, data) =>
    eachMail(context, data, async (mail, bytes) => {
      const scope = { ...context.scope, via: 'mail' as const }
      for (const invitation of await readInvitations(bytes))
        await inWorkspace(context.db, scope, (tx) => noteMeeting(tx, invitation, mail))
    }),
})
