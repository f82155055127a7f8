export { type ServedDelivery, serveDelivery } from './serve-delivery.ts'
