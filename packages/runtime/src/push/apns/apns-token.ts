/** What Apple knows the application by. */
export interface ApnsSettings {
  /** The key of the `.p8` file. */
  readonly key: string
  readonly keyId: string
  readonly teamId: string
  /** The bundle id of the app. */
  readonly topic: string
  /** Apps that Xcode installed, instead of those of the App Store and TestFlight. */
  readonly sandbox?: boolean | undefined
}

/** The provider token: Apple wants a new one within an hour, and none within twenty minutes of the last. */
export interface ApnsToken {
  get(): Promise<string>
  forget(): void
}

const lifeMs = 40 * 60_000

/** Signs provider tokens (ES256), each used for forty minutes. */
export function createApnsToken(settings: ApnsSettings, now: () => number): ApnsToken {
  let held: { token: Promise<string>; until: number } | undefined

  async function sign(): Promise<string> {
    const { importPKCS8, SignJWT } = await import('jose')
    const key = await importPKCS8(settings.key, 'ES256')
    return new SignJWT()
      .setProtectedHeader({ alg: 'ES256', kid: settings.keyId })
      .setIssuer(settings.teamId)
      .setIssuedAt(Math.floor(now() / 1_000))
      .sign(key)
  }

  return {
    get() {
      if (held === undefined || now() >= held.until) held = { token: sign(), until: now() + lifeMs }
      return held.token
    },
    forget() {
      held = undefined
    },
  }
}
