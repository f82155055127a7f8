// Generates, migrates, seeds and serves the shop (examples/shop, or the copy in the folder given), and prints what to
// try.
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const cambium = fileURLToPath(new URL('../packages/generator/bin/cambium.mjs', import.meta.url))
const shop = process.argv[2] ?? fileURLToPath(new URL('../examples/shop', import.meta.url))
const port = process.env.PORT || '3000'
const address = `http://localhost:${port}`
const env = {
  ...process.env,
  PORT: port,
  LOG_LEVEL: process.env.LOG_LEVEL || 'warn',
  // A secret of this run alone: the token printed below opens nothing else.
  AUTH_SECRET: process.env.AUTH_SECRET || randomBytes(32).toString('hex'),
}
const appArgs = ['--disable-warning=ExperimentalWarning', 'src/main.ts']

await requireFreePort()
await step('Generating the shop from its models', [cambium, 'generate'])
await step('Creating its tables', [...appArgs, 'migrate'])
await step('Filling them', [...appArgs, 'seed'])
const token = (await output([...appArgs, 'token', '--role', 'staff'])).trim()
const server = start([...appArgs, 'serve'], 'inherit')
server.on('exit', (code) => process.exit(code ?? 0))
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => server.kill(signal))
await ready()
await explain()

function requireFreePort() {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', ({ code }) => {
      const reason = code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${code})`
      console.error(`Port ${port} ${reason}. Choose another one: PORT=3001 npm run demo`)
      process.exit(3)
    })
    probe.listen(Number(port), env.HOST || '127.0.0.1', () => probe.close(resolve))
  })
}

async function step(sentence, args) {
  console.log(`${sentence} ...`)
  const code = await ended(start(args, ['ignore', 'inherit', 'inherit']))
  if (code !== 0) process.exit(code ?? 1)
}

async function output(args) {
  const child = start(args, ['ignore', 'pipe', 'inherit'])
  const chunks = await Array.fromAsync(child.stdout)
  if ((await ended(child)) !== 0) process.exit(1)
  return Buffer.concat(chunks).toString()
}

function start(args, stdio) {
  return spawn(process.execPath, args, { cwd: shop, env, stdio })
}

function ended(child) {
  if (child.exitCode !== null) return child.exitCode
  return new Promise((resolve) => child.once('exit', resolve))
}

async function ready() {
  for (;;) {
    const answer = await fetch(`${address}/health/ready`).catch(() => undefined)
    if (answer?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

async function explain() {
  const answer = await fetch(`${address}/api/products?limit=1&inStock=true`)
  const [product] = (await answer.json()).data
  const order = JSON.stringify({
    productId: product?.id,
    firstName: 'Ada',
    lastName: 'Lovelace',
    address: '12 St James Square, London',
  })
  const account = JSON.stringify({
    email: 'you@example.com',
    password: 'twelve engines dream of cards',
  })
  console.log(`
The shop is open: ${address}  (Ctrl+C closes it)

  ${address}                     the first page
  ${address}/api/products        what can be bought
  ${address}/docs                what the API does, to read
  ${address}/api/openapi.json    everything it can do
  ${address}/dev/inbox           the mail it would have sent

What can be bought:
  curl '${address}/api/products?sort=price&include=categories'

Order something, as a guest:
  curl -X POST ${address}/api/orders -H 'content-type: application/json' -d '${order}'

See all orders, as the staff:
  curl ${address}/api/orders -H 'authorization: Bearer ${token}'

Make an account, open the link that is mailed to you (it is printed here), and sign in:
  curl -X POST ${address}/api/auth/sign-up/email -H 'content-type: application/json' -d '${account}'
  curl -X POST ${address}/api/auth/sign-in/email -H 'content-type: application/json' -d '${account}'
`)
}
