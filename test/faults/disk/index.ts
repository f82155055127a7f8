export { countOrders } from './count-orders.ts'
export { diskTrial } from './disk-trial.ts'
