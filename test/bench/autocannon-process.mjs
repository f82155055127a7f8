// Runs one load sent by its parent and answers with what was seen.
import autocannon from 'autocannon'

process.once('message', async ({ load, seconds, connections }) => {
  const started = performance.now()
  const result = await autocannon({
    url: `http://127.0.0.1:${load.port}`,
    connections,
    duration: seconds,
    sampleInt: 100,
    requests: load.requests,
  })
  process.send({
    requests: result['2xx'] + result.non2xx,
    failures: result.non2xx + result.errors + result.timeouts,
    seconds: (performance.now() - started) / 1000,
    p50Ms: result.latency.p50,
    p99Ms: result.latency.p99,
  })
})
