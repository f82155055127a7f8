import type { ModelIR } from '@cambium/model/ir'
import type { Node } from 'oxc-parser'
import { keyName, type ParsedSource, unwrap, walkNodes } from '../../../read/index.ts'
import type { Subject, SubjectField } from '../rename-subject.ts'
import type { TextEdit } from '../text-edit.ts'
import { arrowReferences } from './arrow-references.ts'
import { createDefinition, type Definition } from './definition.ts'
import { keyEdit, optionEdit, textEdit } from './node-edits.ts'

/** A field that is renamed, and whether its column stays. */
export interface FieldRename {
  subject: Subject & { field: SubjectField }
  keepColumn: boolean
  model: ModelIR
}

/** The edits of one model file that give a field its new name, wherever the file means it. */
export function fieldEdits(source: ParsedSource, rename: FieldRename): TextEdit[] {
  const definition = createDefinition(source)
  if (!definition) return []
  const own = definition.name === rename.subject.entity.name
  return [
    ...(own ? [...declarationEdits(definition, rename), ...nameEdits(definition, rename)] : []),
    ...arrowEdits(definition, rename),
  ]
}

function declarationEdits(definition: Definition, rename: FieldRename): TextEdit[] {
  const { field, to } = rename.subject
  const property = definition.property(definition.part('fields'), field.name)
  if (!property) return []
  const edits = [keyEdit(property, to)]
  const keeps = rename.keepColumn && field.column !== null && field.kind !== 'manyToMany'
  if (keeps) edits.push(...optionEdit(definition, property.value, { column: field.column ?? '' }))
  return edits
}

/** Texts and keys that name a field of the entity: indexes, sorting, the title, rules with a name. */
function nameEdits(definition: Definition, rename: FieldRename): TextEdit[] {
  const { names } = namesOf(rename)
  const edits: TextEdit[] = []
  const texts = (node: Node | null) => {
    if (!node) return
    walkNodes(node, (one) => {
      if (one.type === 'Literal' && typeof one.value === 'string') {
        const to = names.get(one.value.replace(/^-/, ''))
        if (to !== undefined) edits.push(textEdit(one, one.value.startsWith('-') ? `-${to}` : to))
      }
      return one.type !== 'ArrowFunctionExpression'
    })
  }
  for (const part of ['indexes', 'title']) texts(definition.part(part))
  // a text there says how ids are made
  const key = unwrapped(definition.part('id'))
  if (key?.type === 'ArrayExpression') texts(key)
  for (const [part, option] of namingOptions) {
    texts(definition.property(definition.part(part), option)?.value ?? null)
  }
  for (const call of definition.calls()) {
    if (call.name === 'owner' || call.name === 'only')
      for (const one of call.node.arguments) texts(one)
    if (call.name === 'slug')
      texts(definition.property(call.node.arguments[0] ?? null, 'from')?.value ?? null)
    if (call.name === 'one')
      texts(definition.property(call.node.arguments[1] ?? null, 'fields')?.value ?? null)
  }
  const guarded = unwrapped(definition.part('fieldAccess'))
  for (const property of guarded?.type === 'ObjectExpression' ? guarded.properties : []) {
    const to = names.get(keyName(property) ?? '')
    if (to !== undefined && property.type === 'Property') edits.push(keyEdit(property, to))
  }
  return edits
}

/** Options of an option that hold names of fields. */
const namingOptions = [
  ['list', 'sort'],
  ['api', 'upsert'],
  ['partition', 'by'],
  ['auth', 'identifiers'],
] as const

function arrowEdits(definition: Definition, rename: FieldRename): TextEdit[] {
  const { names, entity } = namesOf(rename)
  return definition.arrows().flatMap((arrow) =>
    arrowReferences(arrow, definition.name, rename.model).flatMap((reference) => {
      const to = reference.entity === entity ? names.get(reference.name) : undefined
      if (to === undefined) return []
      const { node } = reference
      return [
        node.type === 'Literal'
          ? textEdit(node, to)
          : { start: node.start, end: node.end, text: to },
      ]
    }),
  )
}

function namesOf({ subject }: FieldRename): { names: ReadonlyMap<string, string>; entity: string } {
  const { field, to, entity } = subject
  const names = new Map([[field.name, to]])
  if (field.kind === 'one') names.set(`${field.name}Id`, `${to}Id`)
  return { names, entity: entity.name }
}

function unwrapped(node: Node | null): Node | null {
  return node ? unwrap(node) : null
}
