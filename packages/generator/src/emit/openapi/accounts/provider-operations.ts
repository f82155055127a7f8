import type { AccountOperation } from './account-operation.ts'
import { email, text } from './base-operations.ts'

const some: object = { ...text, examples: ['x'] }

/** The application as a provider of OpenID Connect: what browsers, clients and administrators ask of it. */
export const providerOperations: readonly AccountOperation[] = [
  {
    method: 'get',
    path: '/.well-known/openid-configuration',
    id: 'describeProvider',
    summary: 'What the application is as a provider of OpenID Connect',
    isOpen: true,
  },
  {
    method: 'get',
    path: '/oauth2/authorize',
    id: 'authorize',
    summary: 'Where a client sends people to (RFC 6749, 4.1.1)',
    query: {
      client_id: some,
      response_type: { const: 'code' },
      redirect_uri: some,
      scope: some,
      'state?': some,
      code_challenge: some,
      code_challenge_method: { const: 'S256' },
    },
    answer: 'redirect',
    isOpen: true,
  },
  ...(['token', 'introspect', 'revoke'] as const).map((name) => ({
    method: 'post' as const,
    path: `/oauth2/${name}`,
    id: `oauth${name.charAt(0).toUpperCase()}${name.slice(1)}`,
    summary: `What a client asks of the ${name} endpoint of OAuth`,
    body: name === 'token' ? { grant_type: some } : { token: some },
    isForm: true,
    isOpen: true,
  })),
  {
    method: 'get',
    path: '/oauth2/userinfo',
    id: 'userInfo',
    summary: 'What a client may know of the user',
    isOpen: true,
  },
  {
    method: 'get',
    path: '/oauth2/end-session',
    id: 'endSessionFor',
    summary: 'End the session that a client was given',
    isOpen: true,
  },
  {
    method: 'post',
    path: '/oauth2/consent',
    id: 'giveConsent',
    summary: 'Agree to what a client may know',
    body: { accept: { type: 'boolean', examples: [true] }, 'oauth_query?': text },
  },
  ...(
    [
      [
        'post',
        '/oauth2/create-client',
        'createClient',
        'Add a client, for administrators',
        {
          redirect_uris: {
            type: 'array',
            items: text,
            examples: [['https://client.example.com/callback']],
          },
        },
      ],
      ['get', '/oauth2/get-clients', 'listClients', 'The clients', undefined],
      ['post', '/oauth2/delete-client', 'deleteClient', 'Take a client away', { client_id: some }],
      [
        'post',
        '/oauth2/client/rotate-secret',
        'renewClientSecret',
        'Give a client another secret',
        { client_id: some },
      ],
      ['get', '/oauth2/get-consents', 'listConsents', 'What the user agreed to', undefined],
      ['post', '/oauth2/delete-consent', 'withdrawConsent', 'Agree no more', { id: some }],
    ] as const
  ).map(([method, path, id, summary, body]) => ({
    method,
    path,
    id,
    summary,
    ...(id === 'createClient' && { answer: 'created' as const }),
    ...(body && { body }),
  })),
  ...(['login', 'consent'] as const).flatMap((name): AccountOperation[] => {
    const title = `${name.charAt(0).toUpperCase()}${name.slice(1)}`
    const fields = name === 'login' ? { email, password: some } : { 'refuse?': text }
    const query = { ...text, examples: ['client_id=x'] }
    return [
      {
        method: 'get',
        path: `/${name}`,
        id: `show${title}`,
        summary: `The page of the ${name}, on the way to a client`,
        answer: 'page',
        isOpen: true,
      },
      {
        method: 'post',
        path: `/${name}`,
        id: `send${title}`,
        summary: 'What that page sends',
        body: { query, ...fields },
        answer: 'page',
        isOpen: true,
        isForm: true,
      },
    ]
  }),
]

/** What the page sends that asks for a second factor, on the way to a client. */
export const loginCodeOperation: AccountOperation = {
  method: 'post',
  path: '/login/code',
  id: 'sendLoginCode',
  summary: 'What the page of the login sends for the second factor',
  body: { query: { ...text, examples: ['client_id=x'] }, code: { ...some, examples: ['123456'] } },
  answer: 'page',
  isOpen: true,
  isForm: true,
}
