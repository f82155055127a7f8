import type { EntityIR } from '@cambium/model'

/** The constant of a rule: `mayReadTask`, or `mayWriteTaskPriority` for one field. */
export function ruleName(
  entity: EntityIR,
  operation: 'read' | 'write' | 'create' | 'update' | 'delete' | 'share',
  field: string = '',
): string {
  return `may${capital(operation)}${entity.name}${capital(field)}`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
