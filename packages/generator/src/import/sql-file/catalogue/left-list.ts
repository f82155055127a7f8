import { tableWords } from '../../postgres/catalogue/index.ts'
import { countOf, fewNames, type LeftBehind, type TableName } from '../../source/index.ts'

/** What nothing can be made of, put together where many are alike. */
export interface LeftList {
  add(left: LeftBehind): void
  addFunction(schema: string, name: string): void
  removeFunction(schema: string, name: string): void
  addGrant(role: string): void
  /** A statement of a kind that has no place in a model: `create aggregate`. */
  addOther(kind: string, name: string): void
  /** A statement that changes rows in a way that reading does not follow. */
  addChange(place: string): void
  /** An INSERT with values that queries give. */
  addQuery(place: string): void
  /** A statement that PostgreSQL's parser refuses. */
  addMistake(place: string, text: string, reason: string): void
  mistakes(): number
  /** Everything, with the sequences that no column counts by. */
  all(sequences: Iterable<TableName>): LeftBehind[]
}

interface Mistake {
  place: string
  text: string
  reason: string
}

interface Lists {
  plain: LeftBehind[]
  functions: Map<string, Set<string>>
  grants: Set<string>
  others: Map<string, string[]>
  changes: string[]
  queries: string[]
  mistakes: Mistake[]
}

/** Starts empty. */
export function createLeftList(): LeftList {
  const lists: Lists = {
    plain: [],
    functions: new Map(),
    grants: new Set(),
    others: new Map(),
    changes: [],
    queries: [],
    mistakes: [],
  }
  return {
    add: (left) => void lists.plain.push(left),
    addFunction(schema, name) {
      const names = lists.functions.get(schema) ?? new Set()
      lists.functions.set(schema, names.add(name))
    },
    removeFunction: (schema, name) => void lists.functions.get(schema)?.delete(name),
    addGrant: (role) => void lists.grants.add(role),
    addOther(kind, name) {
      lists.others.set(kind, [...(lists.others.get(kind) ?? []), name])
    },
    addChange: (place) => void lists.changes.push(place),
    addQuery: (place) => void lists.queries.push(place),
    addMistake: (place, text, reason) => void lists.mistakes.push({ place, text, reason }),
    mistakes: () => lists.mistakes.length,
    all: (sequences) => [
      ...mistakesLeft(lists.mistakes),
      ...lists.plain,
      ...functionsLeft(lists.functions),
      ...othersLeft(lists.others),
      ...grantsLeft(lists.grants),
      ...[...sequences].map(sequenceLeft),
      ...changesLeft(lists.changes),
      ...queriesLeft(lists.queries),
    ],
  }
}

const mostMistakes = 20

function mistakesLeft(mistakes: readonly Mistake[]): LeftBehind[] {
  const shown = mistakes.slice(0, mostMistakes).map(({ place, text, reason }) => ({
    what: `${place}: ${text}`,
    reason: `PostgreSQL's parser refuses it: ${reason}`,
    suggestion: 'Mend it in the file; everything else was read',
  }))
  const more = mistakes.slice(mostMistakes)
  if (more.length === 0) return shown
  const rest = {
    what: `${more.length} more statements, from ${more[0]?.place} on`,
    reason: "PostgreSQL's parser refuses them",
    suggestion: 'Is this SQL of another database? Make the file with pg_dump',
  }
  return [...shown, rest]
}

function functionsLeft(functions: ReadonlyMap<string, ReadonlySet<string>>): LeftBehind[] {
  return [...functions]
    .filter(([, names]) => names.size > 0)
    .map(([schema, names]) => ({
      what: `schema ${schema}, ${countOf(names.size, 'function')}: ${fewNames([...names])}`,
      reason: 'functions of the database are none of the model',
      suggestion:
        'Write those that are still called in src/functions (docs/guide/functions.md), or keep calling them with SQL',
    }))
}

function othersLeft(others: ReadonlyMap<string, readonly string[]>): LeftBehind[] {
  return [...others].map(([kind, names]) => ({
    what: `${countOf(names.length, kind)}: ${fewNames(names)}`,
    reason: 'a model has no place for it',
    suggestion: 'Nothing is to be done unless your own SQL needs it',
  }))
}

function grantsLeft(grants: ReadonlySet<string>): LeftBehind[] {
  if (grants.size === 0) return []
  return [
    {
      what: `grants to ${fewNames([...grants])}`,
      reason: 'who may do what is a matter of the access rules, not of roles of the database',
      suggestion: 'Say it in the access rules of the entities (docs/guide/rules.md)',
    },
  ]
}

function sequenceLeft(sequence: TableName): LeftBehind {
  return {
    what: `sequence ${tableWords(sequence).slice('table '.length)}`,
    reason: 'no column counts by it',
    suggestion: 'Keep the number in a record of an entity, if something still needs it',
  }
}

function changesLeft(places: readonly string[]): LeftBehind[] {
  if (places.length === 0) return []
  return [
    {
      what: `${countOf(places.length, 'statement')} that ${places.length === 1 ? 'changes' : 'change'} rows: ${fewNames(places)}`,
      reason: 'the file is read and not run; rows come from COPY and INSERT ... VALUES',
      suggestion:
        'Where they matter, load the file into a PostgreSQL database and import that: cambium import postgres://...',
    },
  ]
}

function queriesLeft(places: readonly string[]): LeftBehind[] {
  if (places.length === 0) return []
  return [
    {
      what: `values that queries give, in ${countOf(places.length, 'INSERT')}: ${fewNames(places)}`,
      reason: 'only a database knows them; the rows come without them',
      suggestion:
        'Load the file into a PostgreSQL database and import that: cambium import postgres://...',
    },
  ]
}
