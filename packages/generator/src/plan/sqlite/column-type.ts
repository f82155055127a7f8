import type { StorageType } from '../storage.ts'

/** The type of a column in a STRICT table. */
export function columnType(type: StorageType): string {
  switch (type.kind) {
    case 'integer':
    case 'serial':
    case 'boolean':
    case 'decimal':
      return 'INTEGER'
    case 'real':
      return 'REAL'
    case 'text':
    case 'date':
    case 'instant':
    case 'json':
    case 'native':
      return 'TEXT'
  }
}
