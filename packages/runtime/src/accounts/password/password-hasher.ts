import { argon2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import {
  type BcryptThread,
  bcryptCost,
  createBcryptThread,
  mostBcryptCost,
} from './bcrypt/index.ts'
import type { WorkQueue } from './work-queue.ts'

/** Hashes passwords, and knows them again. */
export interface PasswordHasher {
  /** The hash in the PHC form: `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
  hash(password: string): Promise<string>
  /**
   * Whether it is the hash of this password; takes as long as making one. A hash of bcrypt, which was brought along from
   * elsewhere, is known too: it takes its own time.
   */
  verify(hash: string, password: string): Promise<boolean>
  /** Whether the hash was brought along, and is replaced by one of ours when its password is known. */
  isForeign(hash: string): boolean
  /** How long the slowest hash that was brought along has taken so far; 0 while there was none. */
  readonly slowestForeignMs: number
}

/** What OWASP asks of argon2id (Password Storage Cheat Sheet): 19 MiB, two passes, one lane. */
const cost = { memory: 19_456, passes: 2, parallelism: 1 } as const
const tagLength = 32
const saltLength = 16
const form = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([\w+/]+)\$([\w+/]+)$/

const derive = promisify(argon2)

/** Hashes with argon2id of `node:crypto`, off the main thread and in its turn. */
export function createPasswordHasher(queue: WorkQueue): PasswordHasher {
  const bcrypt = createBcryptThread()
  let slowestForeignMs = 0
  const isForeign = (hash: string): boolean => bcryptCost(hash) !== null
  async function verifyForeign(hash: string, password: string): Promise<boolean> {
    const startedAt = performance.now()
    const isIt = await compareBcrypt(bcrypt, { hash, password })
    slowestForeignMs = Math.max(slowestForeignMs, performance.now() - startedAt)
    return isIt
  }
  return {
    hash: (password) => queue.run(() => hashArgon2(password)),
    verify: (hash, password) =>
      queue.run(() => (isForeign(hash) ? verifyForeign : verifyArgon2)(hash, password)),
    isForeign,
    get slowestForeignMs() {
      return slowestForeignMs
    },
  }
}

async function hashArgon2(password: string): Promise<string> {
  const nonce = randomBytes(saltLength)
  const tag = await derive('argon2id', { message: canonical(password), nonce, tagLength, ...cost })
  const { memory, passes, parallelism } = cost
  return `$argon2id$v=19$m=${memory},t=${passes},p=${parallelism}$${text(nonce)}$${text(tag)}`
}

async function verifyArgon2(hash: string, password: string): Promise<boolean> {
  const parts = form.exec(hash)
  if (parts === null) throw new Error('The stored hash of a password is none')
  const [, memory, passes, parallelism, salt = '', expected = ''] = parts
  const wanted = Buffer.from(expected, 'base64')
  const tag = await derive('argon2id', {
    message: canonical(password),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: wanted.length,
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
  })
  return timingSafeEqual(tag, wanted)
}

/** Letters as they were typed, for so they were hashed. A NUL ends a password in some bcrypts, and is in none that was typed. */
async function compareBcrypt(
  bcrypt: BcryptThread,
  { hash, password }: { hash: string; password: string },
): Promise<boolean> {
  const affordable = (bcryptCost(hash) ?? Number.POSITIVE_INFINITY) <= mostBcryptCost
  return affordable && !password.includes('\0') && (await bcrypt.compare(hash, password))
}

/** The same password typed on another system may come in another form of Unicode (NIST SP 800-63B, 3.1.1.2). */
function canonical(password: string): Buffer {
  return Buffer.from(password.normalize('NFKC'))
}

function text(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '')
}
