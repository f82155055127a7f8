import { entityOf, made, type RefusalCase, task } from './refusal-case.ts'

const address = made('email', { unique: true, lower: true })

function accounts(
  about: string,
  code: string,
  {
    auth,
    path,
    fields,
    nearest,
  }: { auth: object; path: string[]; fields?: object; nearest?: string },
): RefusalCase {
  return {
    about,
    code,
    path: ['User', ...path],
    entities: [entityOf('User', { fields: fields ?? { email: address }, auth })],
    ...(nearest !== undefined && { nearest }),
  }
}

const byEmail = { identifiers: ['email'] }
const place = ['auth', 'identifiers', '0']

/** Accounts that cannot be. */
export const accountCases: RefusalCase[] = [
  {
    about: 'accounts of something else than a user',
    code: 'CAM190',
    path: ['Task', 'auth'],
    entities: task({ email: address }, { auth: byEmail }),
  },
  accounts('accounts without an identifier', 'CAM191', { auth: {}, path: ['auth'] }),
  accounts('two identifiers', 'CAM191', {
    auth: { identifiers: ['email', 'phone'] },
    path: ['auth', 'identifiers'],
    fields: { email: address, phone: made('text') },
  }),
  ...[
    ['a name', made('text', { unique: true })],
    ['an address that two may have', made('email', { lower: true })],
    ['an address in capitals', made('email', { unique: true })],
  ].map(([about, email]) =>
    accounts(`${String(about)} as identifier`, 'CAM191', {
      auth: byEmail,
      path: place,
      fields: { email },
    }),
  ),
  accounts('an unknown way to sign in', 'CAM192', {
    auth: { ...byEmail, methods: ['password', 'gogle'] },
    path: ['auth', 'methods', '1'],
    nearest: 'google',
  }),
  ...[['apiKeys'], ['magicLink', 'totp'], ['anonymous']].map((methods) =>
    accounts(`only ${methods.join(' and ')}`, 'CAM193', {
      auth: { ...byEmail, methods },
      path: ['auth', 'methods'],
    }),
  ),
  accounts('an account shut by a text', 'CAM194', {
    auth: { ...byEmail, blocked: 'state' },
    path: ['auth', 'blocked'],
    fields: { email: address, state: made('text') },
  }),
  accounts('an account shut by what is not there', 'CAM165', {
    auth: { ...byEmail, blocked: 'shut' },
    path: ['auth', 'blocked'],
  }),
  accounts('a field that accounts keep themselves', 'CAM103', {
    auth: byEmail,
    path: ['fields', 'emailVerified'],
    fields: { email: address, emailVerified: made('bool') },
  }),
  {
    about: 'a table of the accounts',
    code: 'CAM103',
    path: ['Task', 'table'],
    entities: [
      entityOf('Task', { table: 'auth_sessions', fields: { title: made('text') } }),
      entityOf('User', { fields: { email: address }, auth: byEmail }),
    ],
  },
]
