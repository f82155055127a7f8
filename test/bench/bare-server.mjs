// What node:http costs by itself: a constant of the size given for each operation, the body of a request read.
import { createServer } from 'node:http'

const sizes = JSON.parse(process.argv[2])
const filled = (bytes) => JSON.stringify({ filled: 'x'.repeat(Math.max(0, bytes - 13)) })
const answers = Object.fromEntries(Object.entries(sizes).map(([name, n]) => [name, filled(n)]))

createServer((request, response) => {
  const { method } = request
  if (method === 'GET')
    answer(response, 200, request.url.includes('?') ? answers.list : answers.get)
  else {
    const chunks = []
    request.on('data', (chunk) => chunks.push(chunk))
    request.on('end', () => {
      JSON.parse(Buffer.concat(chunks).toString())
      if (method === 'POST') answer(response, 201, answers.create)
      else answer(response, 200, answers.update)
    })
  }
}).listen(Number(process.env.PORT), '127.0.0.1')

function answer(response, status, text) {
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  })
  response.end(text)
}
