import type { DiagnosticEntry } from './diagnostic-entry.ts'

/** What can be wrong with a field. */
export const fieldDiagnostics: readonly DiagnosticEntry[] = [
  {
    code: 'CAM120',
    title: 'An option that this kind of field does not have',
    explanation: 'Each kind has options of its own beside those of every field.',
    example: "text({ currency: 'USD' })        write: money({ currency: 'USD' })",
  },
  {
    code: 'CAM121',
    title: 'An option of a field with a value it cannot have',
    explanation: 'The message says what was found, the hint what it takes.',
    example: "text({ max: '200' })        write: text({ max: 200 })",
  },
  {
    code: 'CAM122',
    title: 'A minimum above the maximum',
    explanation: 'No value could be right.',
    example: 'int({ min: 10, max: 5 })        write: int({ min: 5, max: 10 })',
  },
  {
    code: 'CAM123',
    title: 'A pattern that is no regular expression',
    explanation:
      "Patterns are JavaScript's, with the u flag, and are written without slashes. In a string each backslash is written twice.",
    example: "text({ pattern: '[a-z' })        write: text({ pattern: '[a-z]+' })",
  },
  {
    code: 'CAM124',
    title: 'A default of the wrong type',
    explanation:
      "A default is a literal in the form of the field's values: integers of minor units for money, ISO 8601 for times. 'now' fills in the time, 'uuid' a new id, 'currentUser' whoever makes the request.",
    example: "int({ default: '3' })        write: int({ default: 3 })",
  },
  {
    code: 'CAM125',
    title: 'A default outside the limits',
    explanation: 'A record made with it would be refused.',
    example: 'int({ default: 0, min: 1 })        write: int({ default: 1, min: 1 })',
  },
  {
    code: 'CAM126',
    title: 'A default outside the choices',
    explanation: 'A record made with it would be refused.',
    example: "choice(['open', 'done'], { default: 'new' })        write: { default: 'open' }",
  },
  {
    code: 'CAM127',
    title: 'Choices that are none, empty or named twice',
    explanation: 'A choice has one value at least, and each value once.',
    example: "choice(['a', 'b', 'a'])        write: choice(['a', 'b'])",
  },
  {
    code: 'CAM128',
    title: 'A transition of an unknown state',
    explanation: 'Transitions lead from a choice to choices.',
    example: "transitions: { open: ['closed'] }        write: choice(['open', 'closed'], ...)",
  },
  {
    code: 'CAM129',
    title: 'A label of an unknown choice',
    explanation: 'Labels are given to choices that exist.',
    example:
      "choice(['open'], { labels: { opne: 'Open' } })        write: { labels: { open: 'Open' } }",
  },
  {
    code: 'CAM130',
    title: 'Options that contradict each other',
    explanation: 'One of them would have no effect, or nobody could use the field.',
    example: 'text({ readOnly: true, writeOnly: true })        leave out one of them',
  },
  {
    code: 'CAM131',
    title: 'Digits that a decimal cannot have',
    explanation:
      'A decimal has 18 digits at most (SQLite keeps it as a 64-bit integer), some of them after the point: precision counts all, scale those after it.',
    example:
      'decimal({ precision: 4, scale: 6 })        write: decimal({ precision: 10, scale: 6 })',
  },
  {
    code: 'CAM132',
    title: 'A list or formula of something it cannot hold',
    explanation:
      'Lists and formulas hold simple values: texts, numbers, times, choices. Options of the field stand behind the element, those of the element inside it.',
    example: 'list(text({ required: true }))        write: list(text(), { required: true })',
  },
  {
    code: 'CAM133',
    title: 'A computed field without a formula',
    explanation: 'The second argument of computed() is an arrow of one expression.',
    example:
      "computed(text())        write: computed(text(), (o) => o.firstName + ' ' + o.lastName)",
  },
  {
    code: 'CAM134',
    title: 'A slug made from something that is no text',
    explanation: 'A slug is made from another text field of the same entity when none is given.',
    example: "slug({ from: 'titel' })        write: slug({ from: 'title' })",
  },
  {
    code: 'CAM135',
    title: 'A required field that nobody can give (warning)',
    explanation:
      'The field is required, and readOnly or hidden keeps callers from giving it. Without a default every create fails, unless a hook sets it before.',
    example:
      'total: money({ required: true, readOnly: true })        write: money({ readOnly: true, default: 0 })',
  },
  {
    code: 'CAM136',
    title: 'An option that cannot work on such values',
    explanation:
      'What is encrypted, is JSON or is computed at each query cannot be indexed, be unique or be searched.',
    example: 'text({ encrypted: true, index: true })        leave out one of them',
  },
  {
    code: 'CAM137',
    title: 'A field named like a query parameter (warning)',
    explanation:
      'Lists take limit, offset, after, before, sort, fields, include, count, q, or and not from the query, so they cannot be filtered by a field of that name. All else works.',
    example: 'limit: int()        rename it to filter by it: creditLimit: int()',
  },
]
