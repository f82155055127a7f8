import type { Ask } from '../requests/ask.ts'
import type { Situation } from './decide.ts'
import type { Expected } from './expected.ts'
import { expectRead } from './read.ts'
import { expectWrite } from './write.ts'

/** What any request must be answered with. */
export function expectAnswer(situation: Situation, ask: Ask): Expected {
  switch (ask.kind) {
    case 'list':
    case 'get':
    case 'aggregate':
    case 'history':
    case 'grants':
      return expectRead(situation, ask)
    default:
      return expectWrite(situation, ask)
  }
}
