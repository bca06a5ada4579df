import assert from "node:assert/strict";
import { test } from "node:test";

import { SaveQueue } from "../../static/js/entry/queue.js";

/** A queue whose sending gives these outcomes in order, and what it said and sent. */
function queueOf(outcomes) {
  const told = [];
  const sent = [];
  const send = async (field) => {
    sent.push(field);
    const outcome = outcomes.shift();
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
  const queue = new SaveQueue(send, (state) => told.push(state), () => told.push("dropped"));
  return { queue, told, sent };
}

function settled() {
  return new Promise((resume) => { setImmediate(resume); });
}

test("a field whose reply cannot be understood is waiting still, and is sent again", async () => {
  const { queue, told, sent } = queueOf([new Error("broken"), "done"]);
  const failed = queue.sendField("one");
  await assert.rejects(failed, /broken/);
  assert.equal(queue.isIdle, false);
  assert.deepEqual(told, ["saving", "offline"]);
  queue.retryNow();
  await settled();
  assert.deepEqual(sent, ["one", "one"]);
  assert.deepEqual(told, ["saving", "offline", "saving", "idle"]);
  assert.equal(queue.isIdle, true);
});

test("what was to follow a field that could not be sent is not done, and that is said", async () => {
  const { queue, told } = queueOf(["retry"]);
  queue.put("one");
  assert.equal(queue.afterwards(async () => told.push("done")), true);
  await settled();
  assert.deepEqual(told, ["saving", "dropped", "offline"]);
  clearTimeout(queue.timer);
});

test("nothing is said to be saved before the last of the waiting fields is", async () => {
  const { queue, told, sent } = queueOf(["done", "refused", "done"]);
  ["one", "two", "three"].forEach((field) => queue.put(field));
  await settled();
  assert.deepEqual(sent, ["one", "two", "three"]);
  assert.deepEqual(told, ["saving", "saving", "saving", "idle"]);
});
