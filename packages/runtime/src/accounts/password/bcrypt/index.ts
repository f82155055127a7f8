export { bcryptCost, mostBcryptCost } from './bcrypt-form.ts'
export { type BcryptThread, createBcryptThread } from './bcrypt-thread.ts'
