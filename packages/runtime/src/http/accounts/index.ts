export { serveAccounts } from './serve-accounts.ts'
export { serveInbox } from './serve-inbox.ts'
