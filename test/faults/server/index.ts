export { type Answer, type Call, type Client, createClient, jsonOf } from './client.ts'
export {
  type Ended,
  runShop,
  type ShopOptions,
  type ShopServer,
  type ShopWorker,
  startShop,
  startWorker,
  tokenFor,
} from './shop-server.ts'
export { createSmallDisk, createWorkspace, type Workspace } from './workspace.ts'
