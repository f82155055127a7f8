import type { EntityIR, FieldIR } from '@cambium/model'
import { isAcceptedOnCreate, isReturned } from './entity-fields.ts'
import type { ValueSchema } from './field-schema.ts'

/** What the model says of a field for files, with sizes in bytes. */
export interface FileOptions {
  readonly many: boolean
  readonly image: boolean
  /** How many files it holds at the most. */
  readonly maxFiles: number
  readonly maxBytes: number | null
  readonly types: readonly string[]
  readonly thumbs: readonly string[]
  readonly public: boolean
}

/** Does the field hold files? */
export function isFileField({ kind }: FieldIR): boolean {
  return kind === 'file' || kind === 'image'
}

/** The fields of an entity that hold files. */
export function fileFields({ fields }: EntityIR): FieldIR[] {
  return fields.filter(isFileField)
}

/** Those whose files can be fetched. */
export function servedFileFields(entity: EntityIR): FieldIR[] {
  return fileFields(entity).filter(isReturned)
}

/** The first of those that a caller may send on create. */
export function sentFileField(entity: EntityIR): FieldIR | undefined {
  return fileFields(entity).find(isAcceptedOnCreate)
}

const usualMany = 100

/** The options of a field for files. */
export function fileOptions({ kind, extra }: FieldIR): FileOptions {
  const { many, max } = extra
  return {
    many: many !== undefined && many !== false,
    image: kind === 'image',
    maxFiles: typeof many === 'number' ? many : usualMany,
    maxBytes: typeof max === 'string' ? bytesOf(max) : null,
    types: texts(extra.types),
    thumbs: texts(extra.thumbs),
    public: extra.public === true,
  }
}

const units: { readonly [unit: string]: number } = { KB: 1e3, MB: 1e6, GB: 1e9 }

function bytesOf(size: string): number {
  const [, digits = '0', unit = ''] = size.match(/^([\d.]+)(KB|MB|GB)$/) ?? []
  return Math.round(Number(digits) * (units[unit] ?? 1))
}

function texts(value: FieldIR['extra'][string] | undefined): string[] {
  return Array.isArray(value) ? value.map(String) : []
}

const id: ValueSchema = { type: 'string', format: 'uuid' }

/** What a caller sends: the id of a file, or the file as it was read, of which the id counts. */
export function fileSchema(field: FieldIR): ValueSchema {
  const one: ValueSchema = {
    type: ['string', 'object'],
    format: 'uuid',
    properties: { id },
    required: ['id'],
  }
  const { many, maxFiles } = fileOptions(field)
  if (!many) return one
  return { type: 'array', items: one, ...(field.required && { minItems: 1 }), maxItems: maxFiles }
}
