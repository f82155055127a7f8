export { createPasswordHasher, type PasswordHasher } from './password-hasher.ts'
export { checkPassword, type PasswordSite } from './password-policy.ts'
export { createWorkQueue } from './work-queue.ts'
