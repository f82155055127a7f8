import type { AccountOperation } from './account-operation.ts'

/** Text of a length nobody minds. */
export const text: object = { type: 'string', maxLength: 2_000 }
export const email: object = {
  type: 'string',
  format: 'email',
  maxLength: 320,
  examples: ['ann@example.com'],
}
export const password: object = {
  type: 'string',
  minLength: 15,
  maxLength: 1_024,
  description: '15 characters or more; 8 beside a second factor',
  examples: ['blue bottle lifts the moon'],
}
/** Where to go on afterwards: a path of this origin. */
export const callback: object = { ...text, examples: ['/'] }
const token: object = { ...text, examples: ['x'.repeat(24)] }
/** What every application with accounts answers. */
export const baseOperations: readonly AccountOperation[] = [
  {
    method: 'get',
    path: '/get-session',
    id: 'getSession',
    summary: 'The session of the request and its user; null for nobody',
    isOpen: true,
  },
  {
    method: 'post',
    path: '/sign-out',
    id: 'signOut',
    summary: 'End the session of the request',
    isOpen: true,
  },
  {
    method: 'get',
    path: '/verify-email',
    id: 'verifyEmail',
    summary: 'Prove an address, by the link that was mailed to it',
    query: { token, callbackURL: callback },
    answer: 'redirect',
    isOpen: true,
  },
  {
    method: 'post',
    path: '/send-verification-email',
    id: 'sendVerificationEmail',
    summary: 'Mail the link that proves an address again',
    body: { email, 'callbackURL?': callback },
    isOpen: true,
  },
  {
    method: 'post',
    path: '/change-email',
    id: 'changeEmail',
    summary: 'Ask for another address, which is proven before it counts',
    body: { newEmail: email, 'callbackURL?': callback },
  },
  {
    method: 'get',
    path: '/list-accounts',
    id: 'listAccounts',
    summary: 'The ways in which the user can sign in',
  },
  {
    method: 'post',
    path: '/unlink-account',
    id: 'unlinkAccount',
    summary: 'Give up one of them',
    body: {
      providerId: { ...text, examples: ['google'] },
      accountId: { ...text, examples: ['10769150350006150715113082367'] },
    },
  },
  {
    method: 'get',
    path: '/sessions',
    id: 'listSessions',
    summary: 'The sessions of the user',
  },
  {
    method: 'delete',
    path: '/sessions',
    id: 'endOtherSessions',
    summary: 'End all but the session of the request',
    answer: 'nothing',
  },
  {
    method: 'delete',
    path: '/sessions/{id}',
    id: 'endSession',
    summary: 'End one session of the user',
    answer: 'nothing',
    refusals: ['not_found'],
  },
  {
    method: 'get',
    path: '/roles/{user}',
    id: 'listRoles',
    summary: 'The roles of a user, for administrators',
    refusals: ['not_found'],
  },
  {
    method: 'put',
    path: '/roles/{user}/{role}',
    id: 'grantRole',
    summary: 'Give a user a role',
    answer: 'nothing',
    refusals: ['not_found'],
  },
  {
    method: 'delete',
    path: '/roles/{user}/{role}',
    id: 'revokeRole',
    summary: 'Take a role from a user',
    answer: 'nothing',
    refusals: ['not_found', 'conflict'],
  },
  {
    method: 'get',
    path: '/error',
    id: 'failurePage',
    summary: 'Where a link ends, or the way back from a provider, that went wrong',
    query: { 'error?': { ...text, examples: ['access_denied'] } },
    answer: 'failure',
    isOpen: true,
  },
  {
    method: 'get',
    path: '/first-admin',
    id: 'firstAdminPage',
    summary: 'The page of the first administrator',
    query: { 'token?': token },
    answer: 'page',
    isOpen: true,
  },
  {
    method: 'post',
    path: '/first-admin',
    id: 'becomeFirstAdmin',
    summary: 'Become the first administrator, by the link that the first start prints',
    body: { token, email, 'name?': { ...text, examples: ['Ann'] }, password },
    answer: 'page',
    isOpen: true,
    isForm: true,
  },
]
