export * from './account-parts.ts'
export { accountTemplates } from './account-templates.ts'
export * from './sign-in-methods.ts'
