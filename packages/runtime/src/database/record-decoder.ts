import type { Cipher } from './cipher.ts'
import type { Decode } from './column-codec.ts'
import type { AnyColumns } from './columns.ts'
import type { Dialect } from './sql.ts'

/** Turns a row, an array in the order selected, into a record: always the same properties in the same order. */
export type RecordDecoder = (row: readonly unknown[]) => { [property: string]: unknown }

/** Makes the decoder of a list of columns, followed by further selected expressions under their own names. */
export function createRecordDecoder(
  columns: AnyColumns,
  options: { dialect: Dialect; cipher: Cipher | undefined; further: readonly string[] },
): RecordDecoder {
  const decoders = columns.properties.map((property) =>
    columns.decoder(property, options.dialect, options.cipher),
  )
  return compile([...columns.properties, ...options.further], decoders)
}

/** Makes the decoder of rows that no columns describe: values as the database gave them. */
export function createPlainDecoder(names: readonly string[]): RecordDecoder {
  return compile(names, [])
}

/**
 * Prints an object literal and compiles it: V8 then gives all records one shape, several times faster than setting
 * properties in a loop. Only names from the model and from selected expressions get into the text, as JSON strings.
 */
function compile(names: readonly string[], decoders: readonly (Decode | null)[]): RecordDecoder {
  const members = names.map((name, index) => {
    const key = name === '__proto__' ? '["__proto__"]' : JSON.stringify(name)
    const cell = `row[${index}]`
    return decoders[index]
      ? `${key}: ${cell} === null ? null : d[${index}](${cell})`
      : `${key}: ${cell}`
  })
  const make = new Function('d', `return (row) => ({ ${members.join(', ')} })`)
  return make(decoders) as RecordDecoder
}
