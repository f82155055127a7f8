import type { SignInMethod } from '@cambium/model'
import type { AccountOperation } from './account-operation.ts'
import { callback, email, password, text } from './base-operations.ts'
import {
  apiKeyOperations,
  organisationOperations,
  passkeyOperations,
  totpOperations,
} from './further-operations.ts'
import { providerOperations } from './provider-operations.ts'

const token: object = { ...text, examples: ['x'.repeat(24)] }
const name: object = { ...text, examples: ['Ann'] }

/** Making an account with a password, where anybody may. */
export const signUpOperation: AccountOperation = {
  method: 'post',
  path: '/sign-up/email',
  id: 'signUp',
  summary: 'Make an account, and have its address proven by mail',
  body: { email, password, 'name?': name, 'callbackURL?': callback },
  isOpen: true,
  refusals: ['conflict'],
}

const keysOperation: AccountOperation = {
  method: 'get',
  path: '/jwks',
  id: 'listSigningKeys',
  summary: 'The keys to check tokens with that were signed here',
  isOpen: true,
}

/** What each method answers. */
export const methodOperations: {
  readonly [Method in SignInMethod]?: readonly AccountOperation[]
} = {
  password: [
    {
      method: 'post',
      path: '/sign-in/email',
      id: 'signIn',
      summary: 'Sign in with a password',
      body: {
        email,
        password: { ...text, examples: ['blue bottle lifts the moon'] },
        'rememberMe?': { type: 'boolean' },
        'callbackURL?': callback,
      },
      isOpen: true,
    },
    {
      method: 'post',
      path: '/request-password-reset',
      id: 'requestPasswordReset',
      summary: 'Have a link mailed that leads to a new password',
      body: { email, 'redirectTo?': callback },
      isOpen: true,
    },
    {
      method: 'get',
      path: '/reset-password/{token}',
      id: 'followPasswordReset',
      summary: 'Go on to the page that asks for the new password',
      query: { callbackURL: callback },
      answer: 'redirect',
      isOpen: true,
    },
    {
      method: 'post',
      path: '/reset-password',
      id: 'resetPassword',
      summary: 'Choose the new password, which ends every session',
      body: { token, newPassword: password },
      isOpen: true,
    },
    {
      method: 'post',
      path: '/change-password',
      id: 'changePassword',
      summary: 'Change the password',
      body: {
        currentPassword: { ...text, examples: ['blue bottle lifts the moon'] },
        newPassword: password,
        'revokeOtherSessions?': { type: 'boolean' },
      },
    },
    {
      method: 'get',
      path: '/new-password',
      id: 'newPasswordPage',
      summary: 'A page that asks for the new password',
      query: { 'token?': token },
      answer: 'page',
      isOpen: true,
    },
    {
      method: 'post',
      path: '/new-password',
      id: 'sendNewPassword',
      summary: 'What that page sends',
      body: { token, newPassword: password },
      answer: 'page',
      isOpen: true,
      isForm: true,
    },
  ],
  magicLink: [
    {
      method: 'post',
      path: '/sign-in/magic-link',
      id: 'sendSignInLink',
      summary: 'Have a link mailed that signs in, once',
      body: { email, 'name?': name, 'callbackURL?': callback },
      isOpen: true,
    },
    {
      method: 'get',
      path: '/magic-link/verify',
      id: 'followSignInLink',
      summary: 'Sign in by that link',
      query: { token, callbackURL: callback },
      answer: 'redirect',
      isOpen: true,
    },
  ],
  emailCode: [
    {
      method: 'post',
      path: '/email-otp/send-verification-otp',
      id: 'sendSignInCode',
      summary: 'Have a code mailed that signs in, once',
      body: { email, type: { const: 'sign-in', examples: ['sign-in'] } },
      isOpen: true,
    },
    {
      method: 'post',
      path: '/sign-in/email-otp',
      id: 'signInByCode',
      summary: 'Sign in by that code',
      body: { email, otp: { ...text, examples: ['12345678'] } },
      isOpen: true,
    },
  ],
  passkey: passkeyOperations,
  totp: totpOperations,
  anonymous: [
    {
      method: 'post',
      path: '/sign-in/anonymous',
      id: 'signInAnonymously',
      summary: 'Make an account without saying who it is for',
      isOpen: true,
    },
  ],
  apiKeys: apiKeyOperations,
  organisations: organisationOperations,
  jwt: [
    {
      method: 'get',
      path: '/token',
      id: 'signToken',
      summary: 'A signed token for the session of the request',
    },
    keysOperation,
  ],
  oidcProvider: [...providerOperations, keysOperation],
}
