export { connectServer, openPostgres, serverName } from './open-server.ts'
export { type Ask, printingSettings, readPostgresCatalogue } from './read-catalogue.ts'
export { storageCatalogue } from './storage-catalogue.ts'
export { postgresWayBack } from './way-back.ts'
