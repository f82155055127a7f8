export { type AccountMail, createAccountMail } from './account-mail.ts'
