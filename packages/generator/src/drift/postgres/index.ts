export { openPostgres } from './open-server.ts'
export { type Ask, readPostgresCatalogue } from './read-catalogue.ts'
export { postgresWayBack } from './way-back.ts'
