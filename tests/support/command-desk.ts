import { expect } from 'vitest'
import { dispatch } from '../../src/bots/commands/dispatch.js'
import { loadCatalog } from '../../src/bots/commands/registry.js'
import type { Answer } from '../../src/bots/commands/request.js'
import type { Via } from '../../src/db/scope.js'
import { addStaff } from '../../src/domain/people/add-staff.js'
import type { TestBooks } from './books.js'

const catalog = await loadCatalog()

/** Staff of a company who give commands by their names, as any face would. */
export type CommandDesk = {
  hire(name: string, role: string, department?: string): Promise<string>
  say(who: string, text: string, via?: Via): Promise<Answer>
  click(who: string, action: string): Promise<Answer>
  /** Given, shown, and confirmed. */
  confirm(who: string, text: string): Promise<Answer>
  /** What a script gets of a command that is expected to work. */
  data<T = Record<string, string>>(who: string, text: string): Promise<T>
  /** The same of one that has to be confirmed. */
  done<T = Record<string, string>>(who: string, text: string): Promise<T>
}

export function commandDesk(books: TestBooks): CommandDesk {
  const staff: Record<string, string> = {}
  const { workspaceId } = books.scope
  const give = (who: string, input: { text: string } | { action: string }, via: Via = 'terminal') =>
    dispatch({ db: books.db, catalog }, { who: { workspaceId, staffId: staff[who] ?? '', via }, input })
  const desk: CommandDesk = {
    hire: async (name, role, department) => {
      const person = { email: `${name.toLowerCase()}@lindenhof.test`, name, roles: [role] }
      const id = await books.change((tx) => addStaff(tx, { ...person, ...(department ? { department } : {}) }))
      staff[name] = id
      return id
    },
    say: (who, text, via) => give(who, { text }, via),
    click: (who, action) => give(who, { action }),
    confirm: async (who, text) => {
      const preview = await desk.say(who, text)
      expect(preview, preview.reply.headline).toMatchObject({ ok: true, confirm: expect.any(String) as unknown })
      return desk.click(who, preview.confirm ?? '')
    },
    data: async <T>(who: string, text: string) => dataOf<T>(await desk.say(who, text)),
    done: async <T>(who: string, text: string) => dataOf<T>(await desk.confirm(who, text)),
  }
  return desk
}

function dataOf<T>(answer: Answer): T {
  expect(answer.ok, answer.reply.headline).toBe(true)
  return answer.reply.data as T
}
