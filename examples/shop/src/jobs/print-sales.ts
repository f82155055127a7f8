import { defineJob } from '@cambium/runtime/jobs'

/** Tells every morning what was sold. */
export const printSales = defineJob('printSales', {
  schedule: '0 8 * * *',
  timeZone: 'Europe/Berlin',
  async run({ functions }) {
    const { total } = await functions.calculateSales()
    console.log(`Sales: ${total / 100}$`)
  },
})
