import type { EntityIR, ModelIR } from '@cambium/model/ir'
import type { Node, Program } from 'oxc-parser'
import { ownedName } from '../../../project/index.ts'
import { parseSource, type SourceFile, walkNodes } from '../../../read/index.ts'

/** A declaration that goes by another name from now on. */
export interface Declaration {
  path: string
  /** Where its name begins. */
  offset: number
  to: string
}

/** The model before and after a rename, with what is generated from each. */
export interface BothSides {
  before: ModelIR
  after: ModelIR
  /** The files of the project as they are, by path. */
  text(path: string): string | null
  /** What is generated before the rename. */
  emittedBefore: readonly SourceFile[]
  /** What would be generated after the rename, the folder of the entity as it was. */
  emitted: readonly SourceFile[]
}

const modelTypes = 'src/model.gen.ts'

/** Where the generated types declare the members of an entity whose names change. */
export function memberDeclarations(old: EntityIR, { after, text }: BothSides): Declaration[] {
  const renamed = after.entities.find(({ id }) => id === old.id)
  const names = renamed ? changedMembers(old, renamed) : new Map<string, string>()
  const found: Declaration[] = []
  const schema = `${old.folder}/${old.names.file}.schema.gen.ts`
  const types = { path: modelTypes, row: `${old.name}Row` }
  const add = (path: string, node: Node) => {
    walkNodes(node, (one) => {
      const to = one.type === 'TSPropertySignature' ? names.get(keyOf(one.key)) : undefined
      if (one.type === 'TSPropertySignature' && to !== undefined) {
        found.push({ path, offset: one.key.start, to })
      }
      return true
    })
  }
  const program = parsed(schema, text(schema))
  if (program) add(schema, program)
  const all = parsed(types.path, text(types.path))
  if (!all) return found
  walkNodes(all, (node) => {
    const isRow = node.type === 'TSInterfaceDeclaration' && node.id.name === types.row
    const isEntry = node.type === 'TSPropertySignature' && keyOf(node.key) === old.name
    if (isRow || isEntry) add(types.path, node)
    return !isRow && !isEntry
  })
  return found
}

/** Names of members by identity, where they differ. */
export function changedMembers(old: EntityIR, renamed: EntityIR): ReadonlyMap<string, string> {
  const names = new Map<string, string>()
  const pair = (from: string | undefined, to: string | undefined) => {
    if (from !== undefined && to !== undefined && from !== to) names.set(from, to)
  }
  for (const field of old.fields) {
    const now = renamed.fields.find(({ id }) => id === field.id)
    pair(field.name, now?.name)
    pair(field.reference?.relation, now?.reference?.relation)
  }
  for (const relation of old.manyToMany) {
    const now = renamed.manyToMany.find(({ id }) => id === relation.id)
    pair(relation.name, now?.name)
    pair(relation.input, now?.input)
  }
  return names
}

/** Where generated, ejected and hooks files declare the names made of an entity's own. */
export function entityDeclarations(old: EntityIR, sides: BothSides): Declaration[] {
  const renamed = sides.after.entities.find(({ id }) => id === old.id)
  if (!renamed) return []
  const found: Declaration[] = []
  const [oldPrefix, prefix] = [old, renamed].map(({ names }) => `${old.folder}/${names.file}.`)
  for (const file of sides.emittedBefore) {
    if (!file.path.startsWith(oldPrefix ?? '') || !file.path.endsWith('.ts')) continue
    const now = `${prefix}${file.path.slice(oldPrefix?.length)}`
    const after = exportsOf(
      parsed(now, sides.emitted.find(({ path }) => path === now)?.text ?? null),
    )
    const path = sides.text(file.path) === null ? ownedName(file.path) : file.path
    const written = exportsOf(parsed(path, sides.text(path)))
    // the same model gives the same declarations in the same order
    for (const [index, { name }] of exportsOf(parsed(file.path, file.text)).entries()) {
      const to = after[index]?.name
      const start = written.find((one) => one.name === name)?.start
      if (to !== undefined && to !== name && start !== undefined)
        found.push({ path, offset: start, to })
    }
  }
  return [...found, ...entityTypes(old, renamed, sides)]
}

function entityTypes(old: EntityIR, renamed: EntityIR, { text }: BothSides): Declaration[] {
  const program = parsed(modelTypes, text(modelTypes))
  const found: Declaration[] = []
  if (!program) return found
  walkNodes(program, (node) => {
    if (node.type === 'TSInterfaceDeclaration' && node.id.name === `${old.name}Row`) {
      found.push({ path: modelTypes, offset: node.id.start, to: `${renamed.name}Row` })
    }
    if (node.type === 'TSPropertySignature' && keyOf(node.key) === old.name) {
      found.push({ path: modelTypes, offset: node.key.start, to: renamed.name })
    }
    return true
  })
  return found
}

function exportsOf(program: Program | null): { name: string; start: number }[] {
  return (program?.body ?? []).flatMap((statement) => {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null
    if (!declared) return []
    if (declared.type === 'VariableDeclaration') {
      return declared.declarations.flatMap(({ id }) =>
        id.type === 'Identifier' ? [{ name: id.name, start: id.start }] : [],
      )
    }
    const id = 'id' in declared ? declared.id : null
    return id?.type === 'Identifier' ? [{ name: id.name, start: id.start }] : []
  })
}

function parsed(path: string, text: string | null): Program | null {
  return text === null ? null : parseSource({ path, text }).program
}

function keyOf(key: Node): string {
  if (key.type === 'Identifier') return key.name
  return key.type === 'Literal' ? String(key.value) : ''
}
