import type { StorageType } from './storage.ts'

/** What a change of type asks of the values: nothing, or that each of them fits. `null` for one that means nothing. */
export type Conversion = 'exact' | 'checked' | null

type Kind = StorageType['kind']

const conversions: { readonly [From in Kind]?: { readonly [To in Kind]?: 'exact' | 'checked' } } = {
  integer: { text: 'exact', real: 'checked', boolean: 'checked', decimal: 'checked' },
  boolean: { text: 'exact', integer: 'exact' },
  real: { text: 'exact', integer: 'checked' },
  date: { text: 'exact', instant: 'exact' },
  instant: { text: 'exact' },
  json: { text: 'exact' },
  decimal: { text: 'exact', integer: 'checked', decimal: 'checked' },
  text: {
    integer: 'checked',
    real: 'checked',
    decimal: 'checked',
    boolean: 'checked',
    date: 'checked',
    instant: 'checked',
  },
}

/** Whether values of one type can become values of another. */
export function conversionOf(from: StorageType, to: StorageType): Conversion {
  if (JSON.stringify(from) === JSON.stringify(to)) return 'exact'
  return conversions[from.kind]?.[to.kind] ?? null
}

/** A power of ten as digits. */
export function powerOfTen(exponent: number): string {
  return `1${'0'.repeat(exponent)}`
}
