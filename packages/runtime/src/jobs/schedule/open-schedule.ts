import { StartupError } from '../../errors/index.ts'

/** When a job begins by itself, as its definition says. */
export interface ScheduleOptions {
  readonly schedule: string | readonly string[]
  readonly timeZone?: string | undefined
}

/** The instants of a schedule. */
export interface Schedule {
  /** What it says, as one text: another text is another schedule. */
  readonly words: string
  /** The first instant after this one, in milliseconds; undefined when there is none any more. */
  next(afterMs: number): number | undefined
  /** The last instant that is not after this one. */
  last(untilMs: number): number | undefined
}

/**
 * Reads a schedule. A time that a change to summer time leaves out is made up for when the clock has been put forward; one
 * that comes twice in autumn is taken the first time only, while what comes every so many minutes goes on evenly.
 */
export async function openSchedule(job: string, options: ScheduleOptions): Promise<Schedule> {
  // Loaded by those who have a schedule only.
  const { Cron } = await import('croner')
  const timeZone = options.timeZone ?? 'UTC'
  const patterns = typeof options.schedule === 'string' ? [options.schedule] : options.schedule
  const crons = patterns.map((pattern) => {
    try {
      const cron = new Cron(pattern, { timezone: timeZone, paused: true, mode: '5-or-6-parts' })
      cron.nextRun()
      return cron
    } catch (error) {
      throw unreadable({ job, pattern, timeZone }, error)
    }
  })
  return {
    words: `${patterns.join(' | ')} ${timeZone}`,
    next: (afterMs) => earliest(crons.map((cron) => cron.nextRuns(1, new Date(afterMs))[0])),
    // What comes before a moment leaves out the moment itself, and counts whole seconds.
    last: (untilMs) =>
      latest(crons.map((cron) => cron.previousRuns(1, new Date(wholeAfter(untilMs)))[0])),
  }
}

function wholeAfter(milliseconds: number): number {
  return (Math.floor(milliseconds / 1_000) + 1) * 1_000
}

function earliest(times: readonly (Date | undefined)[]): number | undefined {
  const found = times.flatMap((time) => time?.getTime() ?? [])
  return found.length > 0 ? Math.min(...found) : undefined
}

function latest(times: readonly (Date | undefined)[]): number | undefined {
  const found = times.flatMap((time) => time?.getTime() ?? [])
  return found.length > 0 ? Math.max(...found) : undefined
}

function unreadable(
  { job, pattern, timeZone }: { job: string; pattern: string; timeZone: string },
  cause: unknown,
): StartupError {
  const said = cause instanceof Error ? cause.message : String(cause)
  const isZone = /invalid time ?zone/i.test(said)
  const message = isZone
    ? `The job "${job}" has the time zone "${timeZone}", which is none: write one as "Europe/Berlin"`
    : `The schedule "${pattern}" of the job "${job}" cannot be read (${said}): write five fields as "0 8 * * *"`
  return new StartupError(message, { cause })
}
