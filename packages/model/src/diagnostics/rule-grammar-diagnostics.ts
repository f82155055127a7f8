import type { DiagnosticEntry } from './diagnostic-entry.ts'

/** Names of the refusals below. */
export type GrammarDiagnostic =
  | 'syntax'
  | 'notAnArrow'
  | 'parameters'
  | 'notAllowed'
  | 'looseEquality'
  | 'call'
  | 'unknownName'
  | 'unknownMember'
  | 'computedMember'
  | 'callback'
  | 'list'
  | 'literal'
  | 'tooLarge'

/** Refusals of text that is not in the language of rules. */
export const grammarDiagnostics: Readonly<Record<GrammarDiagnostic, DiagnosticEntry>> = {
  syntax: {
    code: 'CAM201',
    title: 'The expression does not parse',
    explanation: 'The text is not legal TypeScript, so nothing can be said about its meaning.',
    example: "(t) => t.status ===        write: (t) => t.status === 'done'",
  },
  notAnArrow: {
    code: 'CAM202',
    title: 'Not a single-expression arrow',
    explanation:
      'Rules, checks and formulas are compiled to SQL, so each is one arrow function whose body is one expression: no block, no `function`, no `async`.',
    example: '(t) => { return t.open }        write: (t) => t.open',
  },
  parameters: {
    code: 'CAM203',
    title: 'Parameters that the expression cannot have',
    explanation:
      'A rule takes (row, user, { next, now }), a check (row, { previous, now }) and a formula (row). Only the last one may be taken apart, and none has a default.',
    example: '({ status }) => status === 1        write: (t) => t.status === 1',
  },
  notAllowed: {
    code: 'CAM204',
    title: 'Not part of the language of rules',
    explanation:
      'Rules have one meaning in TypeScript, SQLite, PostgreSQL and generated JavaScript. What cannot be given that meaning is left out: `docs/reference/rules.md` has the grammar.',
    example: '(t) => t.size / 2 > 3        write: (t) => t.size > 6',
  },
  looseEquality: {
    code: 'CAM205',
    title: 'Loose equality',
    explanation: '`==` and `!=` convert their sides before they compare. Rules have === and !==.',
    example: "(t) => t.status == 'open'        write: (t) => t.status === 'open'",
  },
  call: {
    code: 'CAM206',
    title: 'A call that rules do not have',
    explanation:
      'The calls of a rule are user.hasRole(), [...].includes(), and on a relation some, every, none, count, sum, min and max.',
    example: "(t) => t.name.startsWith('a')        write it in a hook",
  },
  unknownName: {
    code: 'CAM207',
    title: 'A name from outside the expression',
    explanation:
      'A rule is compiled without the file around it, so it sees its own parameters and nothing else.',
    example: '(t) => t.size < LIMIT        write: (t) => t.size < 10',
  },
  unknownMember: {
    code: 'CAM208',
    title: 'No such field or relation',
    explanation:
      'The entity has no field, relation or inverse of this name. A relation `assignee` is stored as the field `assigneeId`.',
    example: '(t) => t.titel !== null        write: (t) => t.title !== null',
  },
  computedMember: {
    code: 'CAM209',
    title: 'A member that is looked up by value',
    explanation: 'Fields are named with a dot, so that the name can be checked and renamed.',
    example: "(t) => t['status'] === 1        write: (t) => t.status === 1",
  },
  callback: {
    code: 'CAM219',
    title: 'A relation asked in a form that rules do not have',
    explanation:
      'some, every, none, sum, min and max take one arrow of one parameter; count takes one or none.',
    example: '(p) => p.members.some(isLead)        write: (p) => p.members.some((m) => m.lead)',
  },
  list: {
    code: 'CAM220',
    title: 'includes() of something that is not a list of literals',
    explanation: 'The list is written in the rule: strings, numbers or booleans of one type.',
    example: "(t) => t.states.includes('a')        write: (t) => ['a', 'b'].includes(t.state)",
  },
  literal: {
    code: 'CAM226',
    title: 'A literal that the databases do not share',
    explanation:
      'Numbers are finite and whole ones at most 9007199254740991; dates are YYYY-MM-DD and instants UTC with milliseconds; text holds no NUL.',
    example: "(t) => t.dueAt > '2026-01-01'        write: '2026-01-01T00:00:00.000Z'",
  },
  tooLarge: {
    code: 'CAM229',
    title: 'An expression that is too long or nested too deep',
    explanation: 'At most 10,000 characters, 64 levels of brackets and 500 parts.',
    example: 'Split the rule: an array of rules is "any of", { all: [...] } is "all of".',
  },
}
