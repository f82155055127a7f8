/** What a column holds, whatever the source calls it. Rows give values in the form named behind each kind. */
export type SourceType =
  /** A string. `max` in characters. `padded`: blanks at the end mean nothing. */
  | { kind: 'text'; max: number | null; padded?: boolean }
  /** A string of that form. */
  | { kind: 'email' | 'url' | 'uuid' }
  /** A number, as text where it has 64 bits and is beyond 2^53. */
  | { kind: 'integer'; bits: 16 | 32 | 64 }
  | { kind: 'real' }
  /** Digits as text: `12.50`. `null`: unlimited. */
  | { kind: 'decimal'; precision: number | null; scale: number | null }
  | { kind: 'boolean' }
  /** `YYYY-MM-DD`; `HH:MM:SS`; an ISO 8601 duration. */
  | { kind: 'date' | 'time' | 'duration' }
  /** ISO 8601 in UTC with milliseconds. Without a zone in the source its values are taken for UTC. */
  | { kind: 'instant'; zoned: boolean }
  /** A JSON value. */
  | { kind: 'json' }
  /** An array. */
  | { kind: 'list'; of: SourceType }
  /** A string among the values. */
  | { kind: 'choice'; name: string | null; values: string[] }
  /** Base64. */
  | { kind: 'bytes' }
  /** `{ lat, lng }` in degrees. */
  | { kind: 'point' }
  /** The address of a file as text. */
  | { kind: 'file' }
  /** A bcrypt or other hash of a password as text; never shown. */
  | { kind: 'passwordHash' }
  /** A string in the source's own form: ranges, networks, vectors of words, XML, ... */
  | { kind: 'other' }
