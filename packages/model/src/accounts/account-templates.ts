/** Where the templates stand of what accounts send. They are written to people by Cambium itself, not by the project. */
export const accountTemplates: ReadonlySet<string> = new Set([
  'src/mail/account-exists.ts',
  'src/mail/invitation.ts',
  'src/mail/reset-password.ts',
  'src/mail/sign-in-code.ts',
  'src/mail/sign-in-link.ts',
  'src/mail/verify-email.ts',
])
