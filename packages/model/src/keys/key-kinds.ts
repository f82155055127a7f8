import type { EntityIR, FieldIR, KeyIR } from '../ir/index.ts'

/** Are ids numbers? */
export function isIntegerKey({ kind }: KeyIR): boolean {
  return kind === 'serial' || kind === 'int'
}

/** Do ids come from whoever creates the record? */
export function isBroughtKey({ kind }: KeyIR): boolean {
  return kind === 'text' || kind === 'int' || kind === 'uuid'
}

/** Is it an id that comes from whoever creates the record? */
export function isBroughtId({ name, origin, readOnly }: FieldIR): boolean {
  return name === 'id' && origin === 'system' && !readOnly
}

/** The fields whose columns are the key of the table, in the order of the key. */
export function keyFields({ key, fields }: EntityIR): FieldIR[] {
  const names = key.kind === 'composite' ? key.fields : ['id']
  return names.flatMap((name) => fields.find((field) => field.name === name) ?? [])
}
