import { EventEmitter } from 'node:events';
import { describe, expect, it } from 'vitest';
import { backoff } from '../../src/processes/backoff.ts';
import { openChannel, type Endpoint } from '../../src/processes/channel.ts';
import { settledWithin } from '../../src/processes/settled-within.ts';

/** Two ends of a pipe that carries JSON, as the one between processes does. */
function pipe(): [Endpoint, Endpoint] {
  const ends = [new EventEmitter(), new EventEmitter()] as const;
  const end = (mine: 0 | 1): Endpoint => ({
    send(message, callback) {
      const text = JSON.stringify(message);
      setImmediate(() => ends[mine === 0 ? 1 : 0].emit('message', JSON.parse(text)));
      callback(null);
    },
    on: (event, listener) => ends[mine].on(event, listener),
  });
  return [end(0), end(1)];
}

interface Api {
  double(value: number): number;
  fail(): Promise<void>;
  never(): Promise<void>;
}

const api: Api = {
  double: (value) => value * 2,
  fail: () => Promise.reject(new Error('on purpose')),
  never: () => new Promise(() => undefined),
};

describe('a channel', () => {
  it('carries calls, answers and errors, many at once', async () => {
    const [left, right] = pipe();
    openChannel(right, api);
    const peer = openChannel<Api>(left, {});
    expect(await Promise.all([1, 2, 3].map((value) => peer.call('double', value)))).toEqual([2, 4, 6]);
    await expect(peer.call('fail')).rejects.toThrow('on purpose');
  });

  it('works both ways, and says what the other side does not offer', async () => {
    const [left, right] = pipe();
    const [first, second] = [openChannel<Api>(left, api), openChannel<Api>(right, {})];
    expect(await second.call('double', 4)).toBe(8);
    await expect(first.call('double', 4)).rejects.toThrow('no method double');
  });

  it('fails what waits when the other side goes', async () => {
    const [left, right] = pipe();
    openChannel(right, api);
    const peer = openChannel<Api>(left, {});
    const waiting = peer.call('never');
    peer.close();
    await expect(waiting).rejects.toThrow('has gone');
  });

  it('lets other messages pass', () => {
    const end = new EventEmitter();
    openChannel({ send: () => undefined, on: (event, listener) => end.on(event, listener) }, {});
    for (const message of [null, 'text', {}, { cmd: 'NODE_HANDLE' }]) expect(end.emit('message', message)).toBe(true);
  });
});

describe('backoff', () => {
  it('is none at first, then grows to its limit, and starts again after a long life', () => {
    const pause = backoff();
    expect([10, 10, 10, 10].map(pause)).toEqual([0, 100, 200, 400]);
    expect(Array.from({ length: 10 }, () => pause(10)).at(-1)).toBe(10_000);
    expect([60_000, 10, 10].map(pause)).toEqual([0, 0, 100]);
  });
});

describe('settledWithin', () => {
  it('leaves out what fails or is late', async () => {
    const late = new Promise<number>(() => undefined);
    expect(
      await settledWithin(20, [Promise.resolve(1), Promise.reject(new Error('no')), late, Promise.resolve(2)]),
    ).toEqual([1, 2]);
  });
});
