import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createMetrics, createRequestMetrics, measureProcess } from './index.ts'

describe('metrics', () => {
  test('are printed as Prometheus reads them', async () => {
    const metrics = createMetrics()
    const counter = metrics.counter({ name: 'a_total', help: 'As.', labels: ['kind'] })
    counter.add(['x'])
    counter.add(['x'], 2)
    counter.add(['a "quoted" \\ line\nbreak'])
    const gauge = metrics.gauge({ name: 'b', help: 'Bs.' })
    metrics.collect(async () => gauge.set([], 1.5))
    const histogram = metrics.histogram(
      { name: 'c_seconds', help: 'Cs.', labels: ['of'] },
      [0.1, 1],
    )
    for (const seconds of [0.1, 0.5, 7]) histogram.of(['y']).observe(seconds)
    assert.deepEqual((await metrics.text()).split('\n'), [
      '# HELP a_total As.',
      '# TYPE a_total counter',
      'a_total{kind="x"} 3',
      'a_total{kind="a \\"quoted\\" \\\\ line\\nbreak"} 1',
      '# HELP b Bs.',
      '# TYPE b gauge',
      'b 1.5',
      '# HELP c_seconds Cs.',
      '# TYPE c_seconds histogram',
      'c_seconds_bucket{of="y",le="0.1"} 1',
      'c_seconds_bucket{of="y",le="1"} 2',
      'c_seconds_bucket{of="y",le="+Inf"} 3',
      'c_seconds_sum{of="y"} 7.6',
      'c_seconds_count{of="y"} 3',
      '',
    ])
  })

  test('stay printable when one of them cannot be looked up', async () => {
    const metrics = createMetrics()
    metrics.gauge({ name: 'a', help: 'As.' }).set([], 1)
    metrics.collect(() => Promise.reject(new Error('The database is away')))
    assert.match(await metrics.text(), /^a 1$/m)
  })

  test('keep a bounded number of series', async () => {
    const metrics = createMetrics()
    const counter = metrics.counter({ name: 'a_total', help: 'As.', labels: ['name'] })
    for (let index = 0; index < 5_000; index++) counter.add([String(index)])
    assert.equal((await metrics.text()).split('\n').length, 2_000 + 3)
  })

  test('count answers by route and status', async () => {
    const metrics = createMetrics()
    const requests = createRequestMetrics(metrics)
    const answer = { method: 'GET', route: '/api/orders/:id', milliseconds: 2 }
    requests.observe({ ...answer, status: 200 })
    requests.observe({ ...answer, status: 200 })
    requests.observe({ ...answer, status: 404 })
    requests.observe({ ...answer, route: undefined, status: 404 })
    await metrics.text()
    requests.observe({ ...answer, status: 200 })
    const text = await metrics.text()
    const total = 'cambium_http_requests_total{method="GET",route'
    assert.ok(text.includes(`${total}="/api/orders/:id",status="200"} 3\n`), text)
    assert.ok(text.includes(`${total}="/api/orders/:id",status="404"} 1\n`))
    assert.ok(text.includes(`${total}="none",status="404"} 1\n`))
    assert.match(text, /_bucket\{method="GET",route="\/api\/orders\/:id",le="0.0025"\} 4\n/)
  })

  test('say what the process does', async () => {
    const metrics = createMetrics()
    const measuring = measureProcess(metrics)
    await new Promise((resolve) => setTimeout(resolve, 60))
    const text = await metrics.text()
    measuring.stop()
    for (const line of [
      /^cambium_process_memory_bytes\{kind="rss"\} \d{7,}$/m,
      /^cambium_process_cpu_seconds_total\{mode="user"\} [\d.]+$/m,
      /^cambium_event_loop_delay_seconds\{quantile="0.99"\} [\d.e-]+$/m,
      /^cambium_event_loop_utilization [\d.e-]+$/m,
    ]) {
      assert.match(text, line)
    }
  })
})
