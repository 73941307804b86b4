import { expect, it } from 'vitest'
import { replyText } from '../../../src/mail/reply-text.js'

it.each([
  ['a plain text', 'Hi,\n\nyes.\n', 'Hi,\n\nyes.'],
  ['a quote below', 'Yes.\n\nOn Mon, 2 Nov 2026 at 10:00, Jo Lind <jo@us.example>\nwrote:\n\n> Really?\n', 'Yes.'],
  ['a German quote', 'Ja.\n\nAm 02.11.2026 um 10:00 schrieb Jo Lind:\n> Wirklich?', 'Ja.'],
  ['a French quote', 'Oui.\n\nLe lun. 2 nov. 2026 à 10:00, Jo <jo@us.example> a écrit :\n\n> Vraiment ?', 'Oui.'],
  ['answers between quotes', 'On Mon, Jo wrote:\n> One?\nYes.\n> Two?\nNo.', 'Yes.\nNo.'],
  ['Outlook', 'Fine.\n\nFrom: Jo Lind\nSent: Monday\nTo: Ada\nSubject: Offer\n\nOld text', 'Fine.'],
  ['Outlook in German', 'Gut.\n\nVon: Jo Lind\nGesendet: Montag\nAn: Ada\nBetreff: Angebot\n\nAlt', 'Gut.'],
  ['an original message', 'Ok.\n\n-----Original Message-----\nFrom: Jo', 'Ok.'],
  ['a signature', 'Ok.\n\n-- \nAda Lovelace\nAcme', 'Ok.'],
  ['a phone', 'Ok.\n\nSent from my iPhone', 'Ok.'],
  ['a sentence that begins as phones do', 'Ok.\n\nSent from my desk, for once.', 'Ok.\n\nSent from my desk, for once.'],
  ['a name behind a dash', 'Ok.\n\n-Ada Lovelace', 'Ok.'],
  ['a list of names', 'Who comes:\n\n-Ada\n-Jo', 'Who comes:\n\n-Ada\n-Jo'],
  ['a mail of a list', `Ok.\n\n${'_'.repeat(47)}\nof-us mailing list\nof-us@lists.example`, 'Ok.'],
  ['a quote without marks', 'Ok.\nOn Nov 26, 2026, at 10:27 AM, "Jo" <jo@us.example> wrote:\nOld text', 'Ok.'],
  ['a sentence that begins with On', 'On Monday I wrote: nothing.\nReally.', 'On Monday I wrote: nothing.\nReally.'],
  [
    'a text that PGP signed',
    '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nYes.\n\n-----BEGIN PGP SIGNATURE-----\n\nabc\n-----END PGP SIGNATURE-----\n',
    'Yes.',
  ],
  ['a file within the text', 'See.\n\nbegin 644 cat.txt\n#0V%T\n`\nend\n', 'See.\n\n[cat.txt]'],
  ['a sentence about a beginning', 'begin 644 things\nand never end', 'begin 644 things\nand never end'],
  [
    'a bare forward',
    '---------- Forwarded message ---------\nFrom: Jo\nTo: Ada\n\nText',
    '---------- Forwarded message ---------\nFrom: Jo\nTo: Ada\n\nText',
  ],
])('replyText of %s', (_, text, reply) => expect(replyText(text)).toBe(reply))
