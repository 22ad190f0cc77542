import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Reads each request and answers the same token without doing anything for it: what the load and node:http can do at most. */
const body = JSON.stringify({ access_token: '0'.repeat(32), token_type: 'Bearer', expires_in: 3600, scope: '' })
const headers = { 'Content-Type': 'application/json', 'Content-Length': body.length }
const server = createServer((request, response) => {
  request.resume().once('end', () => response.writeHead(200, headers).end(body))
})
server.listen(0, '127.0.0.1', () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`
  console.log(JSON.stringify({ token: { url, authorization: 'Basic YmVuY2g6YmVuY2g=' } }))
})
