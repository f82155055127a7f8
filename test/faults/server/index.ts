export { type Answer, type Call, type Client, createClient, jsonOf } from './client.ts'
export { type Ended, runShop, type ShopServer, startShop, tokenFor } from './shop-server.ts'
export { createSmallDisk, createWorkspace, type Workspace } from './workspace.ts'
