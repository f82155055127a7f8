export { nativeNameOf } from './native-name.ts'
export { type ResolvedColumnType, resolveType } from './resolve-type.ts'
export type { NamedType, TypeTable } from './type-table.ts'
export { createTypeTable } from './type-table.ts'
