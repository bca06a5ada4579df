// One request at a time. What is typed meanwhile waits, the latest value of each field only; nothing is dropped.

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;

export class SaveQueue {
  /**
   * @param {(field: string) => Promise<"done"|"refused"|"retry">} send sends the current value of a field
   * @param {(state: "saving"|"idle"|"offline") => void} report is told how things stand
   */
  constructor(send, report) {
    this.send = send;
    this.report = report;
    this.waiting = new Set();
    this.inFlight = null;
    this.wait = FIRST_WAIT;
    this.timer = null;
  }

  get isIdle() {
    return this.inFlight === null && this.waiting.size === 0;
  }

  put(field) {
    this.waiting.add(field);
    if (this.timer === null) this.next();
  }

  /** Try again at once, e.g. because the network is back. */
  retryNow() {
    clearTimeout(this.timer);
    this.timer = null;
    this.next();
  }

  async next() {
    if (this.inFlight !== null) return;
    const field = this.waiting.values().next().value;
    if (field === undefined) return;
    this.waiting.delete(field);
    this.inFlight = field;
    this.report("saving");
    const outcome = await this.send(field);
    this.inFlight = null;
    if (outcome === "retry") this.tryLater(field);
    else this.goOn();
  }

  goOn() {
    this.wait = FIRST_WAIT;
    if (this.waiting.size) this.next();
    else this.report("idle");
  }

  tryLater(field) {
    this.waiting.add(field);
    this.report("offline");
    this.timer = setTimeout(() => this.retryNow(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}
