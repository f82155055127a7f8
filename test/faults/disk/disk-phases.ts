import type { Outcome } from '../outcome.ts'
import { countOrders } from './count-orders.ts'
import { isAll, serveTriedShop, type TriedShop, tallyText } from './tried-shop.ts'

/** How a disk is made to refuse, and mended again. */
export interface DiskFault {
  /** The words for the table: "full disk". */
  readonly name: string
  /** The statuses a write may be answered with while it lasts. */
  readonly statuses: readonly number[]
  begin(shop: TriedShop): void
  end(shop: TriedShop): void
}

const orders = 200

/**
 * Serves a shop from the file and puts it through the fault: writes are refused as problem details, reads go on, and
 * writes work again without a restart when it is over. Then the shop stops in order and its file is sound.
 */
export async function tryDisk(path: string, fault: DiskFault): Promise<Outcome> {
  const { name, statuses } = fault
  const shop = await serveTriedShop(path)
  const failures: string[] = []
  const rows: { what: string; value: string }[] = []
  const expect = async (what: string, kind: 'order' | 'read', allowed: readonly number[]) => {
    const tally = kind === 'order' ? await shop.order(orders) : await shop.read()
    rows.push({ what: `${name}: ${what}`, value: tallyText(tally) })
    if (!isAll(tally, ...allowed))
      failures.push(`${name}: ${what} was answered ${tallyText(tally)}`)
    return tally.get('201') ?? 0
  }
  let kept = await expect('writes before', 'order', [201])
  fault.begin(shop)
  kept += await expect('writes while it lasts', 'order', [201, ...statuses])
  await expect('reads while it lasts', 'read', [200])
  kept += await expect('writes while it still lasts', 'order', statuses)
  fault.end(shop)
  kept += await expect('writes after, without a restart', 'order', [201])
  await expect('reads after', 'read', [200])
  const code = await shop.stop()
  if (code !== 0) failures.push(`${name}: the server ended with ${code}`)
  const stored = countOrders(path)
  rows.push({ what: `${name}: orders acknowledged and stored`, value: `${kept} and ${stored}` })
  if (stored !== kept) failures.push(`${name}: ${kept} orders acknowledged, ${stored} stored`)
  return { rows, failures }
}
