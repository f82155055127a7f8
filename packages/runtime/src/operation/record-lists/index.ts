export { type AccessFilter, listAccess, removeAccess, setAccess } from './access-list.ts'
export { type HistoryEntry, type HistoryPage, readHistory } from './read-history.ts'
