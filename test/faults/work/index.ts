import { join } from 'node:path'

export { openPostgresSite, openSqliteSite, type Row, type WorkSite } from './work-site.ts'

/** The shop with work that can be counted. */
export const shopWithWork: string = join(import.meta.dirname, 'shop-with-work.ts')
