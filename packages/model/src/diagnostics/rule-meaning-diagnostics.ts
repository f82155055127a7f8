import type { DiagnosticEntry } from './diagnostic-entry.ts'

/** Names of the refusals below. */
export type MeaningDiagnostic =
  | 'notACondition'
  | 'bothNull'
  | 'nullOperand'
  | 'nullRelation'
  | 'noOrder'
  | 'typeMismatch'
  | 'impossibleChoice'
  | 'unusableField'
  | 'recordAsValue'
  | 'noUser'
  | 'unknownRole'
  | 'notANumber'
  | 'notText'
  | 'nullOrUndefined'
  | 'fallback'
  | 'resultType'
  | 'inputRelation'
  | 'constant'

/** Refusals of expressions whose meaning would differ between TypeScript and a database, or which are mistakes. */
export const meaningDiagnostics: Readonly<Record<MeaningDiagnostic, DiagnosticEntry>> = {
  notACondition: {
    code: 'CAM210',
    title: 'Not a condition',
    explanation:
      'A rule, and each side of && and ||, is true or false. Text, numbers and records are not taken for conditions: say what is compared.',
    example: '(t) => t.notes        write: (t) => t.notes !== null',
  },
  bothNull: {
    code: 'CAM211',
    title: 'Both sides may be null',
    explanation:
      'null === null is true in TypeScript: records without a team would belong to users without a team. Test one side for null first.',
    example:
      '(t, u) => t.teamId === u.teamId        write: (t, u) => t.teamId !== null && t.teamId === u.teamId',
  },
  nullOperand: {
    code: 'CAM212',
    title: 'A value that may be null where a value is needed',
    explanation:
      'null < 1 is true in TypeScript and unknown in SQL; null + 1 is 1, and text with null in it says "null". Test for null first, or give a value with ??.',
    example: '(t) => t.size < 3        write: (t) => t.size !== null && t.size < 3',
  },
  nullRelation: {
    code: 'CAM213',
    title: 'A member of something that may be null',
    explanation:
      'There may be no such record (the relation is optional, or its target can be deleted softly), and TypeScript would throw. Use ?. or test for null first.',
    example: '(t, u) => t.project.leadId === u.id        write: t.project?.leadId === u.id',
  },
  noOrder: {
    code: 'CAM214',
    title: 'Values without a common order',
    explanation:
      'Text sorts differently in each database, and decimals and big integers are held as text: < compares numbers, dates and instants only.',
    example: "(t) => t.name < 'b'        order by the name in the query instead",
  },
  typeMismatch: {
    code: 'CAM215',
    title: 'Values of different types',
    explanation: '=== between different types is never true, and the databases would refuse it.',
    example: "(t) => t.priority === '1'        write: (t) => t.priority === 1",
  },
  impossibleChoice: {
    code: 'CAM216',
    title: 'A value the field can never have',
    explanation: 'The choice does not list this value, so the comparison is always the same.',
    example: "(t) => t.status === 'dnoe'        write: (t) => t.status === 'done'",
  },
  unusableField: {
    code: 'CAM217',
    title: 'A field that rules cannot use',
    explanation:
      'Encrypted values, JSON, lists, points, files and computed fields cannot be compared the same way everywhere. Stored ones can still be tested for null.',
    example: '(t) => t.settings === 1        write: (t) => t.settings !== null',
  },
  recordAsValue: {
    code: 'CAM218',
    title: 'A record where a value is needed',
    explanation: 'Records are compared by their ids, and a to-many relation is asked with some().',
    example: '(t, u) => t.assignee === u        write: (t, u) => t.assigneeId === u.id',
  },
  noUser: {
    code: 'CAM221',
    title: 'Something of the user that is not known',
    explanation:
      'Without an entity named User, the user has only `id` and `hasRole()`; checks and formulas know no user.',
    example: '(t, u) => t.team === u.team        needs an entity User with a field team',
  },
  unknownRole: {
    code: 'CAM222',
    title: 'No such role',
    explanation: 'Roles are listed in cambium.config.ts; `admin` always exists.',
    example: "u.hasRole('staf')        write: u.hasRole('staff')",
  },
  notANumber: {
    code: 'CAM223',
    title: 'Arithmetic on something that is not a number',
    explanation: '+, - and * take int, money and float fields, counts and sums.',
    example: '(o) => o.name * 2 > 4        write: (o) => o.quantity * 2 > 4',
  },
  notText: {
    code: 'CAM224',
    title: 'A value that has no common text',
    explanation:
      'Text is made of text, choices and whole numbers. Floats, booleans, dates and instants are written differently by each database.',
    example: "(o) => 'due ' + o.dueAt        format it where it is shown",
  },
  nullOrUndefined: {
    code: 'CAM225',
    title: 'null or undefined?',
    explanation:
      'After ?. the value is undefined, not null, when there is no record, so === null is not what it seems. Say which with `?? null`.',
    example:
      '(p) => p.lead?.tasks.min((t) => t.size) === null        write: (... ?? null) === null',
  },
  fallback: {
    code: 'CAM227',
    title: 'A fallback of another type',
    explanation: 'Both sides of ?? and both branches of ?: have the same type.',
    example: "(t) => (t.size ?? 'none') === 'none'        write: (t) => t.size === null",
  },
  resultType: {
    code: 'CAM228',
    title: 'A formula of another type than its field',
    explanation: 'computed(int(), ...) needs a formula that gives a whole number, and so on.',
    example: 'n: computed(int(), (o) => o.name)        write: computed(text(), (o) => o.name)',
  },
  inputRelation: {
    code: 'CAM230',
    title: 'Many records reached through next or previous',
    explanation:
      'They are values on their way in or out, and not rows that others point at. Ask the row for its related records.',
    example: '(p, u, { next }) => next.members.count() > 0        write: p.members.count() > 0',
  },
  constant: {
    code: 'CAM231',
    title: 'A comparison of two constants',
    explanation: 'Both sides are literals, so the answer is the same for every row.',
    example: '(t) => 1 === 1        write: (t) => true',
  },
}
