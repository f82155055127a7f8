import type { SourceType } from '../../source/index.ts'
import type { ColumnLook } from './column-look.ts'
import type { DeclaredType } from './declared-type.ts'
import type { TimeUnit } from './time-value.ts'

/** What a column is taken for. */
export interface DecidedType {
  type: SourceType
  /** What numbers count where the type is a time. */
  unit: TimeUnit
  /** Empty texts and days of zeros stand for nothing. */
  blankIsNull: boolean
  /** Why it is not what was declared; `null` where it is. */
  note: string | null
}

/** What is known of a column beside its declared type and values. */
export interface ColumnHints {
  name: string
  /** A check says that its texts are JSON. */
  isJson: boolean
  /** Its default is the time of now. */
  isNow: boolean
}

/** The type that every value fits and that is as near to the declared one as can be. */
export function decideType(
  declared: DeclaredType,
  look: ColumnLook,
  hints: ColumnHints,
): DecidedType {
  const type = asDeclared(declared, look, hints)
  const unit = unitOf(look)
  if (type !== null) {
    const blankIsNull = look.blanks > 0 && type.kind !== 'text'
    return { type, unit, blankIsNull, note: blankIsNull ? blankNote : tooMuch(declared, look) }
  }
  const found = byValues(look, hints)
  const note = `holds ${heldWords(look)}: it comes as ${typeWords(found)}`
  const isDeclared = declared.kind !== 'unknown'
  return {
    ...{ type: found, unit, blankIsNull: false },
    note: isDeclared ? `declared ${declared.words}, but ${note}` : isMixed(look) ? note : null,
  }
}

const blankNote = 'holds empty texts or days of zeros: these come as null'

/** Whether there is more than numbers alone, texts alone or bytes alone. */
function isMixed({ integers, reals, texts, blanks, blobs }: ColumnLook): boolean {
  return [integers + reals, texts + blanks, blobs].filter((count) => count > 0).length > 1
}

/** The declared type where all values fit it. */
function asDeclared(
  declared: DeclaredType,
  look: ColumnLook,
  hints: ColumnHints,
): SourceType | null {
  const { integers, reals, texts, blobs } = look
  const only = (...kinds: readonly number[]): boolean =>
    kinds.reduce((sum, count) => sum + count, 0) === integers + reals + texts + blobs
  const isForm = (form: Parameters<ColumnLook['forms']['has']>[0]): boolean =>
    texts === 0 || look.forms.has(form)
  switch (declared.kind) {
    case 'boolean': {
      const areFlags = integers === 0 || (look.least >= 0 && look.greatest <= 1)
      return only(integers, texts) && areFlags && isForm('boolean') ? { kind: 'boolean' } : null
    }
    case 'instant':
      return only(integers, reals, texts) && isForm('instant') ? instantOf(look) : null
    case 'date':
      if (!only(integers, texts) || !isForm('instant')) return null
      return look.hasClock || integers > 0 ? instantOf(look) : { kind: 'date' }
    case 'time':
      return only(texts) && isForm('time') ? { kind: 'time' } : null
    case 'json':
      return only(integers, reals, texts) && isForm('json') ? { kind: 'json' } : null
    case 'uuid':
      return isForm('uuid') && (blobs === 0 || look.isUuid) && only(texts, blobs)
        ? { kind: 'uuid' }
        : null
    case 'integer':
      return only(integers) ? integerOf(declared, look, hints) : null
    case 'real':
      return only(integers, reals) ? { kind: 'real' } : null
    case 'decimal':
      return only(integers, reals) ? decimalOf(declared, look) : null
    case 'bytes':
      return only(blobs) && look.blanks === 0 ? { kind: 'bytes' } : null
    case 'text':
      return only(texts) ? textType(declared, look, hints) : null
    case 'unknown':
      return null
  }
}

const instantOf = (look: ColumnLook): SourceType => ({
  kind: 'instant',
  zoned: look.zoned || look.integers + look.reals > 0,
})

const timeName =
  /(?:_at|At|_on|On|_ts|[Dd]ate|[Tt]ime|[Tt]imestamp|created|updated|modified|deleted|expires)$/
/** The years 1990 and 2100, in seconds. */
const [earliest, latest] = [631_152_000, 4_102_444_800]
const perSecond = { seconds: 1, milliseconds: 1000, microseconds: 1_000_000 } as const

/** Whether all numbers are moments of our time in one unit. */
function areMoments(look: ColumnLook): boolean {
  const factor = perSecond[unitOf(look)]
  return look.least >= earliest * factor && look.greatest < latest * factor
}

/** Numbers that count since 1970 are times where the name says so, or the default. */
function integerOf({ size }: DeclaredType, look: ColumnLook, hints: ColumnHints): SourceType {
  const isTime = look.integers === 0 ? hints.isNow : areMoments(look)
  if (isTime && (hints.isNow || timeName.test(hints.name))) return { kind: 'instant', zoned: true }
  const bits = Math.max(-look.least - 1, look.greatest) >= 2 ** 31 ? 64 : size
  const fits = bits !== 16 || Math.max(-look.least - 1, look.greatest) < 2 ** 15
  return { kind: 'integer', bits: bits === 64 ? 64 : bits === 16 && fits ? 16 : 32 }
}

function decimalOf({ size, scale }: DeclaredType, look: ColumnLook): SourceType {
  if (size === null) return undeclaredDecimal(look)
  const more = Math.max(0, look.fraction - (scale ?? 0))
  return { kind: 'decimal', precision: size + more, scale: (scale ?? 0) + more }
}

/** SQLite keeps no more than fifteen digits of a number that is not whole. */
const mostDigits = 18

/** As many digits behind the point as are there, six for those to come, as far as the whole numbers leave room. */
function undeclaredDecimal({ fraction, least, greatest }: ColumnLook): SourceType {
  const most = Math.max(Math.abs(least), Math.abs(greatest))
  const whole = Number.isFinite(most) ? String(Math.trunc(most)).length : 1
  const scale = Math.max(0, Math.min(mostDigits - whole, Math.max(6, fraction)))
  return whole > mostDigits || fraction > scale
    ? { kind: 'decimal', precision: null, scale: null }
    : { kind: 'decimal', precision: mostDigits, scale }
}

function textType(declared: DeclaredType, look: ColumnLook, hints: ColumnHints): SourceType {
  const { forms, texts } = look
  if (hints.isJson && (texts === 0 || forms.has('json'))) return { kind: 'json' }
  const max = declared.size !== null && look.longest <= declared.size ? declared.size : null
  const plain: SourceType = { kind: 'text', max }
  if (look.blanks > 0) return plain
  if (texts === 0) return hints.isNow ? { kind: 'instant', zoned: true } : plain
  if (forms.has('uuid')) return { kind: 'uuid' }
  if (forms.has('document')) return { kind: 'json' }
  const isTime = texts >= 3 || hints.isNow || timeName.test(hints.name)
  if (isTime && forms.has('date')) return { kind: 'date' }
  return isTime && forms.has('instant') ? instantOf(look) : plain
}

const asText: DeclaredType = { words: '', kind: 'text', size: null, scale: null }
const asInteger: DeclaredType = { words: '', kind: 'integer', size: 32, scale: null }

/** A column that is declared as nothing, or that holds what it does not declare. */
function byValues(look: ColumnLook, hints: ColumnHints): SourceType {
  const { integers, reals, blobs } = look
  const texts = look.texts + look.blanks
  if (blobs > 0) return integers + reals + texts === 0 ? { kind: 'bytes' } : { kind: 'other' }
  if (texts > 0 || integers + reals === 0) {
    const isText = integers + reals === 0
    return isText ? textType(asText, look, hints) : { kind: 'text', max: null }
  }
  return reals > 0 ? { kind: 'real' } : integerOf(asInteger, look, hints)
}

/** What is longer or finer than the declared type says, though of its kind. */
function tooMuch(declared: DeclaredType, look: ColumnLook): string | null {
  if (declared.kind === 'text' && declared.size !== null && look.longest > declared.size) {
    return `declared with ${declared.size} characters, but holds texts of ${look.longest}: it comes without a limit`
  }
  if (
    declared.kind === 'decimal' &&
    declared.size !== null &&
    look.fraction > (declared.scale ?? 0)
  ) {
    return `declared with ${declared.scale ?? 0} digits behind the point, but holds ${look.fraction}: it comes with as many`
  }
  return null
}

function unitOf({ least, greatest }: ColumnLook): TimeUnit {
  const most = Math.max(Math.abs(least), Math.abs(greatest))
  if (!Number.isFinite(most) || most < 1e11) return 'seconds'
  return most < 1e14 ? 'milliseconds' : 'microseconds'
}

function heldWords({ integers, reals, texts, blanks, blobs }: ColumnLook): string {
  const kinds = [
    integers > 0 && 'whole numbers',
    reals > 0 && 'other numbers',
    texts + blanks > 0 && 'texts',
    blobs > 0 && 'bytes',
  ]
  return kinds.filter((kind) => kind !== false).join(' and ')
}

function typeWords(type: SourceType): string {
  return type.kind === 'other' ? 'text, bytes as SQL writes them' : type.kind
}
