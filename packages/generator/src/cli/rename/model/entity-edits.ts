import type { Node } from 'oxc-parser'
import { defaultExportCall, type ParsedSource } from '../../../read/index.ts'
import type { Subject } from '../rename-subject.ts'
import type { TextEdit } from '../text-edit.ts'
import { createDefinition, type Definition } from './definition.ts'
import { optionEdit, textEdit } from './node-edits.ts'

/** An entity that is renamed, and whether its table stays. */
export interface EntityRename {
  subject: Subject
  keepColumn: boolean
}

/** The edits of one model file, or of the settings, that give an entity its new name. */
export function entityEdits(
  source: ParsedSource,
  { subject, keepColumn }: EntityRename,
): TextEdit[] {
  const definition = createDefinition(source)
  if (!definition) return settingsEdits(source, subject)
  const { entity, to } = subject
  const edits: TextEdit[] = []
  const rename = (node: Node | null | undefined) => {
    if (node?.type === 'Literal' && node.value === entity.name) edits.push(textEdit(node, to))
  }
  for (const { name, node } of definition.calls()) {
    if (name !== 'one' && name !== 'manyToMany') continue
    rename(node.arguments[0])
    rename(definition.property(node.arguments[1] ?? null, 'through')?.value)
  }
  if (definition.name !== entity.name) return edits
  rename(definition.nameNode)
  if (keepColumn) edits.push(...keptTable(source, definition, entity.table))
  return edits
}

function keptTable({ program }: ParsedSource, definition: Definition, table: string): TextEdit[] {
  const call = defaultExportCall(program)
  const options = definition.options ? definition.value(definition.options) : null
  const [first] = options?.type === 'ObjectExpression' ? options.properties : []
  if (!call || definition.part('table')) return []
  // beside the name, where it is looked for
  if (first) return [{ start: first.start, end: first.start, text: `table: '${table}',\n  ` }]
  return optionEdit(definition, call, { table })
}

/** The settings name the entity that tenants are. */
function settingsEdits({ program }: ParsedSource, { entity, to }: Subject): TextEdit[] {
  const call = defaultExportCall(program)
  const edits: TextEdit[] = []
  for (const argument of call?.arguments ?? []) {
    if (argument.type !== 'ObjectExpression') continue
    for (const property of argument.properties) {
      if (property.type !== 'Property' || property.value.type !== 'ObjectExpression') continue
      for (const inner of property.value.properties) {
        if (inner.type !== 'Property' || inner.value.type !== 'Literal') continue
        const isEntity = inner.key.type === 'Identifier' && inner.key.name === 'entity'
        if (isEntity && inner.value.value === entity.name) edits.push(textEdit(inner.value, to))
      }
    }
  }
  return edits
}
