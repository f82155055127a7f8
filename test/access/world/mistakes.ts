import type { Spoil } from './generated-project.ts'

/** A mistake in generated text, and which of the two tests could not miss it. */
export interface Mistake {
  readonly name: string
  readonly spoil: Spoil
  /** True where it lets a caller find out what is hidden, false where it lets a caller write. */
  readonly tells: boolean
  /** Of a run that finds it soon; without one it is found soon by any. */
  readonly seed?: number
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
    seed: 2,
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
    seed: 4,
    spoil: inFiles('.schema.gen.ts', (text) => text.replaceAll('hidden: true', 'hidden: false')),
  },
  {
    name: 'takes the rows that link others for a plain table',
    tells: true,
    seed: 5,
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
    name: 'forgets whose the rows are',
    tells: true,
    spoil: inFiles('.operations.gen.ts', (text) =>
      text.replaceAll(/^ {2}tenant: '(?:tenantId|id)',\n/gm, ''),
    ),
  },
  {
    name: 'looks at what belongs to other tenants when it decides',
    tells: true,
    spoil: inFiles('.queries.gen.ts', (text) =>
      text.replaceAll(
        /(?<=and \w+\.)"(?:tenant_id|id)" = (?:"\w+"\."(?:tenant_id|id)"|\$\{caller\.tenant\})/g,
        '"id" is not null',
      ),
    ),
  },
  {
    name: 'takes what was given to somebody for given to everybody',
    tells: true,
    spoil: inFiles('.queries.gen.ts', (text) =>
      text.replaceAll(/(?<!\w)aclGrants\(/g, '((..._: unknown[]) => sql`true`)('),
    ),
  },
  {
    name: 'shows access lists to everybody',
    tells: true,
    seed: 2,
    spoil: inOperations((text) =>
      text.replaceAll(/share: queries\.mayShare\w+,/g, `share: ${open},`),
    ),
  },
  {
    name: 'forgets what comes with a role',
    tells: false,
    spoil: inFiles('app.gen.ts', (text) =>
      text.replace(/^ {2}roleSettings: (?:\{.*\}|\{$[\s\S]*?^ {2}\}),$/m, ''),
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
