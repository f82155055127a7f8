import type { DiagnosticEntry } from './diagnostic-entry.ts'

/** What can be wrong with rules as a whole, with checks, and with identities. */
export const accessDiagnostics: readonly DiagnosticEntry[] = [
  {
    code: 'CAM170',
    title: 'A rule that is none',
    explanation:
      "A rule is 'public', 'signedIn', 'none', role(), owner(), acl(), only(), an arrow, a list (any of them) or { all: [...] } (all of them).",
    example: "read: 'everyone'        write: read: 'public'",
  },
  {
    code: 'CAM171',
    title: 'An unknown role',
    explanation: 'Roles are named in cambium.config.ts; admin is always among them.',
    example: "role('staf')        write: role('staff')",
  },
  {
    code: 'CAM172',
    title: 'An owner that is no user',
    explanation:
      "owner() names a relation to User. On User itself, owner('id') is the user themselves.",
    example: "owner('title')        write: owner('author') where author is one('User')",
  },
  {
    code: 'CAM173',
    title: 'only() where it has no meaning',
    explanation: 'only() lists fields of the entity, and limits what an update may change.',
    example: "delete: only('status')        write: update: only('status')",
  },
  {
    code: 'CAM174',
    title: 'A right that is none, or on no record',
    explanation: "acl() asks for the right 'read' or 'write' on a record that is there.",
    example: "create: acl('write')        write: create: 'signedIn'",
  },
  {
    code: 'CAM175',
    title: 'An empty list of rules',
    explanation:
      'Any of none is nobody and all of none is everybody, which is easily taken for the other.',
    example: "read: []        write: read: 'none'",
  },
  {
    code: 'CAM176',
    title: 'A rule for a field that has none',
    explanation:
      'fieldAccess names fields of the entity. Linking over a many-to-many relation asks for the right to update on this side and to read on the other.',
    example: "fieldAccess: { pirority: { write: role('staff') } }        write: priority",
  },
  {
    code: 'CAM177',
    title: 'A next version where nothing is updated',
    explanation:
      'Only rules of updates see the row as it would be afterwards. The rule of a create sees it as the row.',
    example: 'create: (t, user, { next }) => next.open        write: create: (t) => t.open',
  },
  {
    code: 'CAM178',
    title: 'A rule that decides nothing (warning)',
    explanation:
      'Nobody can write a read-only field, and nobody can read a hidden or write-only one.',
    example:
      "total: money({ readOnly: true }) with total: { write: role('staff') }        leave out one of them",
  },
  {
    code: 'CAM179',
    title: 'A check that is none',
    explanation: 'A check is an arrow. Its key is the message for the caller.',
    example:
      "check: { '': (t) => t.a }        write: check: { 'a must be given': (t) => t.a !== null }",
  },
  {
    code: 'CAM180',
    title: 'A former name that is still in use',
    explanation:
      '`was` says that something was renamed, and so carries its rows over. What is still there was not renamed. To swap two names, rename one at a time and generate in between.',
    example: "a: text(), b: text({ was: 'a' })        leave out was",
  },
  {
    code: 'CAM181',
    title: 'A former name that nobody knows (warning)',
    explanation: 'model.lock.json has neither name, so the field or entity is taken for new.',
    example: "phone: text({ was: 'fone' })        write: phone: text({ was: 'cPhone' })",
  },
  {
    code: 'CAM182',
    title: 'One identity given twice',
    explanation:
      'model.lock.json gives each entity and field a number that is never used again. Two branches may each have taken the next one.',
    example:
      '"a": [14, "a"] and "b": [14, "b"]        cambium check --fix gives the one that is not deployed yet another',
  },
  {
    code: 'CAM183',
    title: 'A lock that cannot be read',
    explanation:
      'model.lock.json holds the identities of tables and columns. Without them a rename would look like a loss, so nothing is guessed.',
    example: 'git checkout model.lock.json',
  },
  {
    code: 'CAM190',
    title: 'Accounts on another entity than User',
    explanation:
      'Rules, owner() and the default currentUser speak of User, so the records that sign in are its records.',
    example:
      "entity('Customer', { auth: { ... } })        write: entity('User', { auth: { ... } })",
  },
  {
    code: 'CAM191',
    title: 'An identifier that cannot tell accounts apart',
    explanation:
      'An account is known by one email address: unique, in small letters, and not encrypted. Nobody changes it but over /api/auth/change-email, which proves the new one first.',
    example:
      "identifiers: ['name']        write: identifiers: ['email'] with email: email({ required: true, unique: true, lower: true, trim: true })",
  },
  {
    code: 'CAM192',
    title: 'An unknown way to sign in',
    explanation:
      'docs/guide/accounts.md lists them all. Any provider that speaks OpenID Connect is `oidc`.',
    example: "methods: ['pasword']        write: methods: ['password']",
  },
  {
    code: 'CAM193',
    title: 'Ways to sign in that are not enough',
    explanation:
      'One method at least must give somebody a session who has none. A second factor comes after a password, and an anonymous account needs a way to become somebody.',
    example: "methods: ['totp']        write: methods: ['password', 'totp']",
  },
  {
    code: 'CAM194',
    title: 'A field that cannot shut an account',
    explanation:
      '`blocked` names a yes-or-no field that is never null. While it is true the account can do nothing.',
    example:
      "auth: { blocked: 'state' }        write: blocked: bool({ default: false, hidden: true }) and auth: { blocked: 'blocked' }",
  },
  {
    code: 'CAM195',
    title: 'Something that cannot belong to one tenant, or be one',
    explanation:
      'Rows of tenants are kept apart by the id of one record, the tenant. The tenant itself belongs to none, and people with accounts may be members of several.',
    example: "entity('User', { auth: { ... }, tenant: true })        leave out: tenant",
  },
  {
    code: 'CAM196',
    title: 'A role that inherits itself',
    explanation:
      'A role has the rights of the roles it inherits. Roles that inherit each other would all be the same one.',
    example:
      "roles: { staff: { inherits: ['editor'] }, editor: { inherits: ['staff'] } }        write: editor: {}",
  },
  {
    code: 'CAM197',
    title: 'The role admin for members of a tenant',
    explanation:
      'Whoever has the role admin may do what no rule opens, also with records that all tenants share.',
    example: 'roles: { admin: { tenant: true } }        write: manager: { tenant: true }',
  },
]
