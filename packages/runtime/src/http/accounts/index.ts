export { serveAccounts } from './serve-accounts.ts'
export { type ServedInbox, serveInbox } from './serve-inbox.ts'
