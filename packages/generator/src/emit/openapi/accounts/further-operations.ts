import type { AccountOperation } from './account-operation.ts'
import { callback, email, text } from './base-operations.ts'

type Words = readonly [
  method: AccountOperation['method'],
  path: string,
  id: string,
  summary: string,
  body?: AccountOperation['body'],
]

function operations(lines: readonly Words[], isOpen = false): AccountOperation[] {
  return lines.map(([method, path, id, summary, body]) => ({
    method,
    path,
    id,
    summary,
    isOpen,
    ...(body && { body }),
  }))
}

const currentPassword: object = { ...text, examples: ['blue bottle lifts the moon'] }
const code: object = { ...text, examples: ['123456'] }
const id: object = { ...text, examples: ['01a1f8fe-ea8c-70e6-a72d-5abf1d918945'] }
const response: object = { type: 'object', examples: [{}] }

/** Passkeys: made, used and given up. */
export const passkeyOperations: readonly AccountOperation[] = [
  ...operations([
    [
      'get',
      '/passkey/generate-register-options',
      'passkeyToMake',
      'What a browser makes a passkey of',
    ],
    [
      'post',
      '/passkey/verify-registration',
      'makePasskey',
      'Keep the passkey',
      { response, 'name?': text },
    ],
    ['get', '/passkey/list-user-passkeys', 'listPasskeys', 'The passkeys of the user'],
    [
      'post',
      '/passkey/update-passkey',
      'renamePasskey',
      'Give one another name',
      { id, name: { ...text, examples: ['phone'] } },
    ],
    ['post', '/passkey/delete-passkey', 'deletePasskey', 'Give one up', { id }],
  ]),
  ...operations(
    [
      [
        'get',
        '/passkey/generate-authenticate-options',
        'passkeyToUse',
        'What a browser signs in with',
      ],
      [
        'post',
        '/passkey/verify-authentication',
        'signInByPasskey',
        'Sign in with a passkey',
        { response },
      ],
    ],
    true,
  ),
]

/** The page that asks for a second factor after a link or a provider. */
const secondFactorOperations: readonly AccountOperation[] = [
  {
    method: 'get',
    path: '/second-factor',
    id: 'secondFactorPage',
    summary: 'A page that asks for the second factor',
    query: { 'callbackURL?': callback },
    answer: 'page',
    isOpen: true,
  },
  {
    method: 'post',
    path: '/second-factor',
    id: 'sendSecondFactor',
    summary: 'What that page sends',
    body: { code, 'callbackURL?': callback },
    answer: 'page',
    isOpen: true,
    isForm: true,
  },
]

/** The second factor and its recovery codes. */
export const totpOperations: readonly AccountOperation[] = [
  ...secondFactorOperations,
  ...operations([
    [
      'post',
      '/two-factor/enable',
      'beginSecondFactor',
      'The secret of a second factor, and its recovery codes',
      { password: currentPassword },
    ],
    [
      'post',
      '/two-factor/disable',
      'endSecondFactor',
      'Give the second factor up',
      { password: currentPassword },
    ],
    [
      'post',
      '/two-factor/get-totp-uri',
      'showSecondFactor',
      'The secret again',
      { password: currentPassword },
    ],
    [
      'post',
      '/two-factor/generate-backup-codes',
      'renewRecoveryCodes',
      'Other recovery codes',
      { password: currentPassword },
    ],
  ]),
  ...operations(
    [
      [
        'post',
        '/two-factor/verify-totp',
        'proveSecondFactor',
        'Send the code of the authenticator',
        { code, 'trustDevice?': { type: 'boolean' } },
      ],
      [
        'post',
        '/two-factor/verify-backup-code',
        'useRecoveryCode',
        'Send a recovery code, which is good once',
        { code },
      ],
    ],
    true,
  ),
]

/** Keys for programs. */
export const apiKeyOperations: readonly AccountOperation[] = [
  ...operations([['get', '/api-keys', 'listApiKeys', 'The API keys of the user']]),
  {
    method: 'post',
    path: '/api-keys',
    id: 'makeApiKey',
    summary: 'Make an API key, which is shown once',
    body: {
      'name?': { type: ['string', 'null'], maxLength: 100, examples: ['report'] },
      'scopes?': {
        type: ['array', 'null'],
        items: { type: 'string', pattern: '^(\\*|[a-z][a-zA-Z0-9_-]*):(read|write)$' },
        maxItems: 50,
        examples: [['*:read']],
      },
      'uses?': { type: ['integer', 'null'], minimum: 1, maximum: 1_000_000 },
      'organizationId?': {
        type: ['string', 'null'],
        maxLength: 200,
        description:
          'Where organisations are tenants: the one that the key is for, unless told that of the request',
      },
      'expiresInDays?': { type: ['integer', 'null'], minimum: 1, maximum: 3_650, examples: [90] },
    },
    answer: 'created',
    refusals: ['conflict'],
  },
  {
    method: 'delete',
    path: '/api-keys/{id}',
    id: 'deleteApiKey',
    summary: 'Give an API key up',
    answer: 'nothing',
    refusals: ['not_found'],
  },
]

const organizationId: object = id

/** Organisations, their members and invitations. */
export const organisationOperations: readonly AccountOperation[] = operations([
  [
    'post',
    '/organization/create',
    'createOrganisation',
    'Found an organisation',
    { name: { ...text, examples: ['Guild'] }, slug: { ...text, examples: ['guild'] } },
  ],
  [
    'post',
    '/organization/update',
    'changeOrganisation',
    'Change it',
    { data: { type: 'object', examples: [{ name: 'Guild' }] }, 'organizationId?': organizationId },
  ],
  ['post', '/organization/delete', 'deleteOrganisation', 'Give it up', { organizationId }],
  [
    'post',
    '/organization/set-active',
    'enterOrganisation',
    'Make it the one of the session',
    {
      'organizationId?': {
        type: ['string', 'null'],
        examples: ['01a1f8fe-ea8c-70e6-a72d-5abf1d918945'],
      },
    },
  ],
  ['get', '/organization/list', 'listOrganisations', 'The organisations of the user'],
  [
    'get',
    '/organization/get-full-organization',
    'getOrganisation',
    'The active one, with its members',
  ],
  [
    'post',
    '/organization/invite-member',
    'inviteMember',
    'Ask somebody to join',
    {
      email,
      role: { enum: ['member', 'admin', 'owner'], examples: ['member'] },
      'organizationId?': organizationId,
    },
  ],
  ['post', '/organization/accept-invitation', 'acceptInvitation', 'Join', { invitationId: id }],
  [
    'post',
    '/organization/reject-invitation',
    'rejectInvitation',
    'Do not join',
    { invitationId: id },
  ],
  [
    'post',
    '/organization/cancel-invitation',
    'cancelInvitation',
    'Take an invitation back',
    { invitationId: id },
  ],
  ['get', '/organization/get-invitation', 'getInvitation', 'What an invitation is about'],
  [
    'get',
    '/organization/list-invitations',
    'listInvitations',
    'The invitations of the active organisation',
  ],
  ['get', '/organization/list-members', 'listMembers', 'Its members'],
  [
    'post',
    '/organization/remove-member',
    'removeMember',
    'Take a member out',
    { memberIdOrEmail: id, 'organizationId?': organizationId },
  ],
  [
    'post',
    '/organization/update-member-role',
    'changeMember',
    'Give a member another role',
    { memberId: id, role: { ...text, examples: ['admin'] }, 'organizationId?': organizationId },
  ],
  ['post', '/organization/leave', 'leaveOrganisation', 'Leave', { organizationId }],
])

/** Providers that people have an account with already. */
export const socialOperations: readonly AccountOperation[] = [
  ...operations(
    [
      [
        'post',
        '/sign-in/social',
        'signInByProvider',
        'Where to go to sign in with a provider',
        { provider: { ...text, examples: ['google'] }, 'callbackURL?': callback },
      ],
    ],
    true,
  ),
  ...(['get', 'post'] as const).map((method) => ({
    method,
    path: '/callback/{id}',
    id: `${method === 'get' ? 'follow' : 'post'}Provider`,
    summary: 'Where a provider sends people back to',
    answer: 'redirect' as const,
    isOpen: true,
  })),
  ...operations([
    [
      'post',
      '/link-social',
      'linkProvider',
      'Where to go to sign in with another provider from now on',
      { provider: { ...text, examples: ['google'] }, 'callbackURL?': callback },
    ],
  ]),
]
