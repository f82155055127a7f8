import type { EntityIR } from '@cambium/model/ir'
import type { SourceFile } from '../../read/index.ts'
import {
  changedMembers,
  entityDeclarations,
  findPlaces,
  findTypeScript,
  importEdits,
  memberDeclarations,
  type OwnedPlaces,
  readOwnedFiles,
  type Search,
  startLanguageServer,
} from './owned/index.ts'
import type { RenamePlan } from './plan-rename.ts'
import type { TextEdit } from './text-edit.ts'

/** What a rename means for the files a person owns. */
export interface Owned extends OwnedPlaces {
  files: readonly SourceFile[]
  /** Imports that follow files that move, by path. */
  imports: ReadonlyMap<string, TextEdit[]>
  /** Whether a type checker was there to be asked. */
  checked: boolean
}

/** Finds the old name in owned files; asks the project's own TypeScript which places mean what is renamed. */
export async function findOwned(project: string, plan: RenamePlan): Promise<Owned> {
  const files = readOwnedFiles(project)
  const program = findTypeScript(project)
  const server = program === null ? null : await startLanguageServer(project, program)
  try {
    const places = await findPlaces(files, searchOf(plan), server)
    const imports = new Map(files.map((file) => [file.path, importEdits(file, plan.moves)]))
    return { ...places, files, imports, checked: server !== null }
  } finally {
    server?.close()
  }
}

function searchOf({ subject, sides }: RenamePlan): Search {
  const { entity, field } = subject
  const renamed = sides.after.entities.find(({ id }) => id === entity.id) ?? entity
  const own = `${entity.folder}/${entity.names.file}.`
  const isOwn = (path: string) => path.startsWith(own) || path === 'src/model.gen.ts'
  if (field) {
    const declarations = memberDeclarations(entity, sides)
    const names = [...changedMembers(entity, renamed).keys()]
    const words = [...names, ...columnsOf(entity, renamed)]
    return { declarations, subject, words, isOwn }
  }
  const declarations = entityDeclarations(entity, sides)
  const { camel, camelPlural } = entity.names
  const plain = new Set([camel, camelPlural])
  const words = [
    entity.name,
    ...declarations
      .map(({ path, offset }) => nameAt(sides.text(path) ?? '', offset))
      .filter((name) => !plain.has(name)),
    ...(entity.rest && entity.rest.path !== renamed.rest?.path ? [`/api/${entity.rest.path}`] : []),
    ...(entity.table === renamed.table ? [] : [inSql(entity.table)]),
  ]
  return { declarations, subject, words: [...new Set(words)], isOwn }
}

/** Columns and linking tables that are called otherwise from the next migration on: hand-written SQL may name them. */
function columnsOf(entity: EntityIR, renamed: EntityIR): string[] {
  const now = new Map(renamed.fields.map(({ id, column }) => [id, column]))
  const links = new Map(renamed.manyToMany.map(({ id, table }) => [id, table]))
  return [
    ...entity.fields.filter(({ id, column }) => now.get(id) !== column).map(({ column }) => column),
    ...entity.manyToMany
      .filter(({ id, table }) => links.get(id) !== table)
      .map(({ table }) => table),
  ]
    .filter((name) => name !== null)
    .map(inSql)
}

/** A column without an underscore is a word like any other, unless it is quoted. */
function inSql(name: string): string {
  return name.includes('_') ? name : `"${name}"`
}

function nameAt(text: string, offset: number): string {
  return /^[\w$]+/.exec(text.slice(offset, offset + 200))?.[0] ?? ''
}
