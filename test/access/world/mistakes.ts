import type { Spoil } from './generated-project.ts'

/** A mistake in generated text, and which of the two tests could not miss it. */
export interface Mistake {
  readonly name: string
  readonly spoil: Spoil
  /** True where it lets a caller find out what is hidden, false where it lets a caller write. */
  readonly tells: boolean
}

const open = '{ allow: () => true, where: () => everyRow, holds: () => true }'

/** The runtime's surface that the mistakes need. */
const everyRow = "import { everyRow } from '@cambium/runtime/database'\n"

function inFiles(end: string, change: (text: string) => string): Spoil {
  return (path, text) => (path.endsWith(end) ? change(text) : text)
}

const inOperations = (change: (text: string) => string): Spoil =>
  inFiles('.operations.gen.ts', (text) => everyRow + change(text))

/** What a compiler, or whoever prints what it made, could get wrong. */
export const mistakes: readonly Mistake[] = [
  {
    name: 'shows every row of tasks',
    tells: true,
    spoil: inOperations((text) => text.replace('read: queries.mayReadTask,', `read: ${open},`)),
  },
  {
    name: 'shows every row of users that others lead to',
    tells: true,
    spoil: inOperations((text) => text.replace('read: queries.mayReadUser,', `read: ${open},`)),
  },
  {
    name: 'forgets the read rules of fields',
    tells: true,
    spoil: inOperations((text) =>
      text.replaceAll(/\{ read: queries\.\w+(?:, (write: queries\.\w+))? \}/g, '{ $1 }'),
    ),
  },
  {
    name: 'masks fields and filters by them all the same',
    tells: true,
    spoil: inOperations((text) =>
      text.replaceAll(
        /\{ read: (queries\.\w+)/g,
        '{ read: $1.holds ? { ...$1, where: () => everyRow } : $1',
      ),
    ),
  },
  {
    name: 'forgets which fields never leave',
    tells: true,
    spoil: inFiles('.schema.gen.ts', (text) => text.replaceAll('hidden: true', 'hidden: false')),
  },
  {
    name: 'takes the rows that link others for a plain table',
    tells: true,
    spoil: inOperations((text) => text.replaceAll(/,?\s*through: 'Membership'/g, '')),
  },
  {
    name: 'lets everybody change everything',
    tells: false,
    spoil: inOperations((text) =>
      text.replaceAll(/rule: queries\.mayUpdate\w+,/g, `rule: ${open},`),
    ),
  },
  {
    name: 'lets everybody delete everything',
    tells: false,
    spoil: inOperations((text) =>
      text.replaceAll(/rule: queries\.mayDelete\w+,/g, `rule: ${open},`),
    ),
  },
  {
    name: 'lets everybody create everything',
    tells: false,
    spoil: inOperations((text) =>
      text.replaceAll(/rule: queries\.mayCreate\w+,/g, `rule: ${open},`),
    ),
  },
  {
    name: 'forgets the write rules of fields',
    tells: false,
    spoil: inOperations((text) =>
      text.replaceAll(/\{ (?:(read: queries\.\w+), )?write: queries\.\w+ \}/g, '{ $1 }'),
    ),
  },
  {
    name: 'does not see null in a negation',
    tells: false,
    spoil: inFiles('.queries.gen.ts', (text) => text.replaceAll(' is distinct from ', ' <> ')),
  },
  {
    name: 'asks for some where none are meant',
    tells: false,
    spoil: inFiles('.queries.gen.ts', (text) => text.replaceAll('not exists', 'exists')),
  },
]
