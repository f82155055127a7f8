export { type Deliveries, type DeliverOptions, openDeliveries } from './deliveries.ts'
export { type OpenMail, openMail, sendsMail } from './open-mail.ts'
