import { made, manyToMany, one, type RefusalCase, task } from './refusal-case.ts'

const formula = (o: { title: string }): string => o.title
const at = (...path: string[]): string[] => ['Task', 'fields', 'a', ...path]

function refuse(
  about: string,
  code: string,
  { field, path, nearest }: { field: object; path: string[]; nearest?: string },
): RefusalCase {
  return {
    about,
    code,
    path,
    entities: task({ a: field }),
    ...(nearest !== undefined && { nearest }),
  }
}

/** Fields by themselves. */
export const fieldCases: RefusalCase[] = [
  refuse('an option of another kind', 'CAM120', {
    field: made('text', { currency: 'USD' }),
    path: at('currency'),
  }),
  refuse('a misspelt option', 'CAM120', {
    field: made('text', { requierd: true }),
    path: at('requierd'),
    nearest: 'required',
  }),
  refuse('an option called like a member of objects', 'CAM120', {
    field: made('text', { constructor: 1 }),
    path: at('constructor'),
  }),
  refuse('unique on a file', 'CAM120', {
    field: made('file', { unique: true }),
    path: at('unique'),
  }),
  refuse('a column of a many-to-many relation', 'CAM120', {
    field: manyToMany('User', { column: 'a' }),
    path: at('column'),
  }),
  refuse('a length that is a text', 'CAM121', {
    field: made('text', { max: '200' }),
    path: at('max'),
  }),
  refuse('a negative length', 'CAM121', { field: made('text', { min: -1 }), path: at('min') }),
  refuse('a flag that is a number', 'CAM121', {
    field: made('int', { required: 1 }),
    path: at('required'),
  }),
  refuse('a limit with a fraction', 'CAM121', {
    field: made('int', { max: 1.5 }),
    path: at('max'),
  }),
  refuse('a step of nothing', 'CAM121', { field: made('float', { step: 0 }), path: at('step') }),
  refuse('a currency that is none', 'CAM121', {
    field: made('money', { currency: 'dollar' }),
    path: at('currency'),
  }),
  refuse('an earliest day that is none', 'CAM121', {
    field: made('date', { min: '2026-02-30' }),
    path: at('min'),
  }),
  refuse('a weight that is none', 'CAM121', {
    field: made('text', { search: 'E' }),
    path: at('search'),
  }),
  refuse('a size that is none', 'CAM121', {
    field: made('image', { max: '10 apples' }),
    path: at('max'),
  }),
  refuse('a thumbnail of no size', 'CAM121', {
    field: made('image', { thumbs: ['large'] }),
    path: at('thumbs'),
  }),
  refuse('a type that is none', 'CAM121', {
    field: made('file', { types: ['pdf'] }),
    path: at('types'),
  }),
  refuse('no files at all', 'CAM121', { field: made('file', { many: 0 }), path: at('many') }),
  refuse('a vector without dimensions', 'CAM121', { field: made('vector'), path: at() }),
  refuse('an unknown onDelete', 'CAM121', {
    field: one('User', { onDelete: 'delete' }),
    path: at('onDelete'),
  }),
  refuse('transitions that are no lists', 'CAM121', {
    field: made('choice', { transitions: { x: 'x' } }, { values: ['x'] }),
    path: at('transitions', 'x'),
  }),
  refuse('a label that is no text', 'CAM121', {
    field: made('choice', { labels: { x: 1 } }, { values: ['x'] }),
    path: at('labels', 'x'),
  }),
  refuse('lengths the wrong way round', 'CAM122', {
    field: made('text', { min: 5, max: 2 }),
    path: at('min'),
  }),
  refuse('limits the wrong way round', 'CAM122', {
    field: made('int', { min: 5, max: -2 }),
    path: at('min'),
  }),
  refuse('exact limits the wrong way round', 'CAM122', {
    field: made('decimal', { min: '10.01', max: '9.99' }),
    path: at('min'),
  }),
  refuse('days the wrong way round', 'CAM122', {
    field: made('date', { min: '2026-02-02', max: '2026-01-01' }),
    path: at('min'),
  }),
  refuse('a pattern that does not compile', 'CAM123', {
    field: made('text', { pattern: '[a-' }),
    path: at('pattern'),
  }),
  refuse('a text for an int', 'CAM124', {
    field: made('int', { default: '3' }),
    path: at('default'),
  }),
  refuse('a fraction for money', 'CAM124', {
    field: made('money', { default: 9.99 }),
    path: at('default'),
  }),
  refuse('null', 'CAM124', { field: made('text', { default: null }), path: at('default') }),
  refuse('a day that is none', 'CAM124', {
    field: made('date', { default: '2026-13-01' }),
    path: at('default'),
  }),
  refuse('an instant without a zone', 'CAM124', {
    field: made('datetime', { default: '2026-01-01T00:00:00' }),
    path: at('default'),
  }),
  refuse('an address that is none', 'CAM124', {
    field: made('email', { default: 'nobody' }),
    path: at('default'),
  }),
  refuse('a bigint beyond 64 bits', 'CAM124', {
    field: made('bigint', { default: '9223372036854775808' }),
    path: at('default'),
  }),
  refuse('a function for JSON', 'CAM124', {
    field: made('json', { default: { at: formula } }),
    path: at('default'),
  }),
  refuse('a record for a relation', 'CAM124', {
    field: one('User', { default: '1' }),
    path: at('default'),
  }),
  refuse('a text in a list of ints', 'CAM124', {
    field: made('list', { default: ['a'] }, { element: made('int') }),
    path: at('default'),
  }),
  refuse('a default below the minimum', 'CAM125', {
    field: made('int', { default: 0, min: 1 }),
    path: at('default'),
  }),
  refuse('a default off the step', 'CAM125', {
    field: made('float', { default: 0.25, step: 0.1 }),
    path: at('default'),
  }),
  refuse('a default that is too long', 'CAM125', {
    field: made('text', { default: 'abc', max: 2 }),
    path: at('default'),
  }),
  refuse('a default off the pattern', 'CAM125', {
    field: made('text', { default: 'abc', pattern: '^\\d+$' }),
    path: at('default'),
  }),
  refuse('a default with too many digits', 'CAM125', {
    field: made('decimal', { default: '1.234' }),
    path: at('default'),
  }),
  refuse('a default list that is too short', 'CAM125', {
    field: made('list', { default: [], min: 1 }, { element: made('int') }),
    path: at('default'),
  }),
  refuse('a default outside the choices', 'CAM126', {
    field: made('choice', { default: 'opne' }, { values: ['open', 'done'] }),
    path: at('default'),
    nearest: 'open',
  }),
  refuse('no choices', 'CAM127', { field: made('choice', {}, { values: [] }), path: at('values') }),
  refuse('a choice twice', 'CAM127', {
    field: made('choice', {}, { values: ['x', 'x'] }),
    path: at('values', '1'),
  }),
  refuse('an empty choice', 'CAM127', {
    field: made('choice', {}, { values: [''] }),
    path: at('values', '0'),
  }),
  refuse('a transition from an unknown state', 'CAM128', {
    field: made('choice', { transitions: { y: [] } }, { values: ['x'] }),
    path: at('transitions', 'y'),
  }),
  refuse('a transition to an unknown state', 'CAM128', {
    field: made('choice', { transitions: { open: ['dnoe'] } }, { values: ['open', 'done'] }),
    path: at('transitions', 'open', '0'),
    nearest: 'done',
  }),
  refuse('a label of an unknown choice', 'CAM129', {
    field: made('choice', { labels: { y: 'Y' } }, { values: ['x'] }),
    path: at('labels', 'y'),
  }),
  refuse('read only and write only', 'CAM130', {
    field: made('text', { readOnly: true, writeOnly: true }),
    path: at('writeOnly'),
  }),
  refuse('hidden and write once', 'CAM130', {
    field: made('text', { hidden: true, writeOnce: true }),
    path: at('writeOnce'),
  }),
  refuse('too many digits', 'CAM131', {
    field: made('decimal', { precision: 30 }),
    path: at('precision'),
  }),
  refuse('more digits after the point than altogether', 'CAM131', {
    field: made('decimal', { precision: 2, scale: 4 }),
    path: at('scale'),
  }),
  refuse('a list of relations', 'CAM132', {
    field: made('list', {}, { element: one('User') }),
    path: at('element'),
  }),
  refuse('a list of lists', 'CAM132', {
    field: made('list', {}, { element: made('list', {}, { element: made('int') }) }),
    path: at('element'),
  }),
  refuse('a required element', 'CAM132', {
    field: made('list', {}, { element: made('text', { required: true }) }),
    path: at('element', 'required'),
  }),
  refuse('a misspelt option of an element', 'CAM120', {
    field: made('list', {}, { element: made('text', { maxx: 3 }) }),
    path: at('element', 'maxx'),
    nearest: 'max',
  }),
  refuse('a formula for a file', 'CAM132', {
    field: { ...made('computed', {}, { element: made('file') }), expression: formula },
    path: at('element'),
  }),
  refuse('a computed field without a formula', 'CAM133', {
    field: made('computed', {}, { element: made('text') }),
    path: at(),
  }),
  refuse('a slug from an unknown field', 'CAM134', {
    field: made('slug', { from: 'titel' }),
    path: at('from'),
    nearest: 'title',
  }),
  refuse('a slug from itself', 'CAM134', { field: made('slug', { from: 'a' }), path: at('from') }),
  refuse('a required field that nobody can give', 'CAM135', {
    field: made('text', { required: true, readOnly: true }),
    path: at(),
  }),
  refuse('an index on what is encrypted', 'CAM136', {
    field: made('text', { encrypted: true, index: true }),
    path: at('index'),
  }),
  refuse('a search in what is encrypted', 'CAM136', {
    field: made('text', { encrypted: 'searchable', search: 'A' }),
    path: at('search'),
  }),
  refuse('unique JSON', 'CAM136', { field: made('json', { unique: true }), path: at('unique') }),
  refuse('an index on a formula', 'CAM136', {
    field: { ...made('computed', { index: true }, { element: made('text') }), expression: formula },
    path: at('index'),
  }),
]
