export * from './account-parts.ts'
export * from './sign-in-methods.ts'
