/** autocannon's side of load.ts, in a process of its own: arguments and answer are those of load.lua, after the URL and the seconds. */
import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';
import { connections } from './load.ts';

const [url = '', seconds, method = 'GET', pathsFile = '', credential = '', bodyFile] = process.argv.slice(2);
const paths = readFileSync(pathsFile, 'utf8').trim().split('\n');
const [name = '', value = ''] = credential.split(': ', 2);
const headers = { [name]: value, ...(bodyFile !== undefined && { 'content-type': 'application/json' }) };

const result = await autocannon({
  url,
  connections,
  duration: Number(seconds),
  timeout: 30,
  method: method as 'GET',
  headers,
  ...(bodyFile !== undefined && { body: readFileSync(bodyFile) }),
  requests: [
    { setupRequest: (request) => ({ ...request, path: paths[Math.trunc(Math.random() * paths.length)] ?? '/' }) },
  ],
});

const { errors, timeouts, non2xx, latency } = result;
const answer = {
  requests: result.requests.total,
  failed: errors + timeouts + non2xx,
  seconds: result.duration,
  p50Ms: latency.p50,
  p99Ms: latency.p99,
};
process.stdout.write(`\n${JSON.stringify(answer)}\n`);
