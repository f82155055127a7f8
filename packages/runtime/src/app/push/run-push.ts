import process from 'node:process'

/** Prints a new pair of VAPID keys as the settings take them. Nothing is kept. */
export async function runPush(): Promise<void> {
  const { createVapidKeys } = await import('../../push/index.ts')
  const { publicKey, privateKey } = await createVapidKeys()
  process.stdout.write(`VAPID_PUBLIC_KEY=${publicKey}
VAPID_PRIVATE_KEY=${privateKey}
VAPID_SUBJECT=mailto:you@example.com
`)
}
