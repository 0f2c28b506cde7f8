import assert from 'node:assert/strict';

/** `check(step, got, wanted)` of a client's tour: prints the step, and ends the tour when it did not go as expected. */
export function checks(client) {
  return (step, got, wanted) => {
    try {
      assert.deepEqual(got, wanted);
    } catch (difference) {
      fail(client, step, difference.message);
    }
    console.log(`ok   ${client}: ${step}`);
  };
}

/** What a request that must fail is rejected with. */
export async function refused(client, step, request) {
  const answer = await request.then(
    (value) => ({ value }),
    (error) => ({ error }),
  );
  if (!('error' in answer)) fail(client, step, `answered ${JSON.stringify(answer.value)}`);
  return answer.error;
}

function fail(client, step, reason) {
  console.log(`FAIL ${client}: ${step}`);
  console.error(reason);
  process.exit(1);
}

/** A variable that run.sh sets. */
export function setting(name) {
  const value = process.env[name];
  if (!value) throw new Error(`Set ${name}.`);
  return value;
}
