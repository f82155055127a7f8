/** Values of labels, in the order of the names the metric was made with. */
export type LabelValues = readonly string[]

/** Something that only grows. */
export interface Counter {
  add(labels: LabelValues, by?: number): void
}

/** Something that goes up and down. */
export interface Gauge {
  set(labels: LabelValues, value: number): void
  /** Forgets every value: for what is looked up anew each time. */
  clear(): void
}

/** How long things took: how many of them within which time. */
export interface Histogram {
  /** In seconds. The series of these labels, which may be kept and asked again at no cost. */
  of(labels: LabelValues): Series
}

/** The times of one kind of thing. */
export interface Series {
  observe(seconds: number): void
}

export interface Description {
  /** As Prometheus has it: `cambium_queue_messages`. */
  readonly name: string
  readonly help: string
  readonly labels?: readonly string[]
}

/** The metrics of one process, and their text. */
export interface Metrics {
  counter(description: Description): Counter
  gauge(description: Description): Gauge
  /** `bounds` in seconds, the smallest first. */
  histogram(description: Description, bounds?: readonly number[]): Histogram
  /** Called before each text, for what is only looked up then; one that fails leaves its metric as it was. */
  collect(look: () => void | Promise<void>): void
  /** Everything in the text format of Prometheus, version 0.0.4. */
  text(): Promise<string>
}

interface Printed {
  readonly description: Description
  readonly type: 'counter' | 'gauge' | 'histogram'
  lines(): string[]
}

/** From a quarter of a millisecond to ten seconds. */
const usualBounds: readonly number[] = [
  0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
]
/** A label whose values somebody else makes up must not fill the memory. */
const maxSeries = 2_000

/** Metrics that count from now on. */
export function createMetrics(): Metrics {
  const all: Printed[] = []
  const looks: (() => void | Promise<void>)[] = []

  function plain(description: Description, type: 'counter' | 'gauge') {
    const values = new Map<string, number>()
    const lines = (): string[] =>
      [...values].map(([labels, value]) => `${description.name}${labels} ${textOf(value)}`)
    all.push({ description, type, lines })
    return values
  }

  return {
    counter(description) {
      const values = plain(description, 'counter')
      return {
        add(labels, by = 1) {
          const key = labelText(description, labels)
          const known = values.get(key)
          if (known !== undefined || values.size < maxSeries) values.set(key, (known ?? 0) + by)
        },
      }
    },
    gauge(description) {
      const values = plain(description, 'gauge')
      return {
        set(labels, value) {
          const key = labelText(description, labels)
          if (values.has(key) || values.size < maxSeries) values.set(key, value)
        },
        clear: () => values.clear(),
      }
    },
    histogram(description, bounds = usualBounds) {
      const { histogram, lines } = createHistogram(description, bounds)
      all.push({ description, type: 'histogram', lines })
      return histogram
    },
    collect(look) {
      looks.push(look)
    },
    async text() {
      await Promise.allSettled(looks.map(async (look) => look()))
      return `${all.flatMap(printed).join('\n')}\n`
    },
  }
}

interface Kept extends Series {
  readonly counts: number[]
  sum: number
}

function createHistogram(
  description: Description,
  bounds: readonly number[],
): { histogram: Histogram; lines: () => string[] } {
  const series = new Map<string, { labels: LabelValues; kept: Kept }>()
  const rest = newSeries(bounds)
  return {
    histogram: {
      of(labels) {
        const key = labelText(description, labels)
        const known = series.get(key)
        if (known) return known.kept
        if (series.size >= maxSeries) return rest
        const kept = newSeries(bounds)
        series.set(key, { labels, kept })
        return kept
      },
    },
    lines: () =>
      [...series.values()].flatMap(({ labels, kept }) =>
        seriesLines(description, bounds, { labels, kept }),
      ),
  }
}

function newSeries(bounds: readonly number[]): Kept {
  const counts = new Array<number>(bounds.length + 1).fill(0)
  const kept: Kept = {
    counts,
    sum: 0,
    observe(seconds) {
      kept.sum += seconds
      let index = 0
      while (index < bounds.length && seconds > (bounds[index] as number)) index++
      counts[index] = (counts[index] as number) + 1
    },
  }
  return kept
}

function seriesLines(
  { name, labels: names = [] }: Description,
  bounds: readonly number[],
  { labels, kept }: { labels: LabelValues; kept: Kept },
): string[] {
  let count = 0
  const buckets = kept.counts.map((inBucket, index) => {
    count += inBucket
    const bound = bounds[index]
    const le = bound === undefined ? '+Inf' : textOf(bound)
    const text = labelText({ name, help: '', labels: [...names, 'le'] }, [...labels, le])
    return `${name}_bucket${text} ${count}`
  })
  const text = labelText({ name, help: '', labels: names }, labels)
  return [...buckets, `${name}_sum${text} ${textOf(kept.sum)}`, `${name}_count${text} ${count}`]
}

function printed({ description: { name, help }, type, lines }: Printed): string[] {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines()]
}

function labelText({ labels: names = [] }: Description, values: LabelValues): string {
  if (names.length === 0) return ''
  const pairs = names.map((name, index) => `${name}="${escaped(values[index] ?? '')}"`)
  return `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}

function textOf(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return String(value)
}
