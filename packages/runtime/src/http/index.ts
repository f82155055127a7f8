export type { ServedInbox } from './accounts/index.ts'
export { sendAggregates, sendCreated, sendDeleted, sendPage, sendRecord } from './answer/index.ts'
export { createServer, type ServerOptions } from './create-server.ts'
export type { ServedDelivery } from './delivery/index.ts'
export { type ServerSettings, unlimited } from './edge/index.ts'
export { type RequestedFile, sendFile, sendSignedAddress, wantedFileOf } from './files/index.ts'
export {
  changesOf,
  matchingOf,
  recordsOf,
  sendManyCreated,
  sendMatched,
} from './many-parts.ts'
export type { Readiness } from './meta-routes.ts'
export { type MetricsPage, mayRead, metricsType, type ServedMetrics } from './metrics/index.ts'
export { aggregateQueryOf, listQueryOf, recordQueryOf } from './query/index.ts'
export {
  accessEntriesOf,
  accessFilterOf,
  historyPageOf,
  sendHistory,
  sendList,
} from './record-parts.ts'
export { bodyOf, idOf, objectBodyOf, relatedTo, writeOptionsOf } from './request-parts.ts'
export type { Routes, ServedApplication, Server } from './served-application.ts'
export { nameOf, sendUpserted } from './upsert-parts.ts'
