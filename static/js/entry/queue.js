// One request at a time. What is typed meanwhile waits, the latest value of each field only; nothing is dropped.

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 30000;

export class SaveQueue {
  /**
   * @param {(field: string) => Promise<"done"|"refused"|"retry">} send sends the current value of a field
   * @param {(state: "saving"|"idle"|"offline") => void} report is told how things stand
   * @param {() => void} onDropped is told that what was to follow will not be done
   */
  constructor(send, report, onDropped) {
    this.send = send;
    this.report = report;
    this.onDropped = onDropped;
    this.waiting = new Set();
    this.jobs = [];
    this.inFlight = null;
    this.wait = FIRST_WAIT;
    this.timer = null;
  }

  get isIdle() {
    return this.inFlight === null && this.waiting.size === 0 && this.jobs.length === 0;
  }

  put(field) {
    this.waiting.add(field);
    if (this.timer === null) this.next();
  }

  /**
   * Do something else when everything typed so far is saved.
   *
   * @param {() => Promise<void>} job
   * @returns {boolean} whether it will be done; not while nobody answers
   */
  afterwards(job) {
    if (this.timer !== null) return false;
    this.jobs.push(job);
    this.next();
    return true;
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
    if (field !== undefined) await this.sendField(field);
    else if (this.jobs.length) await this.doJob(this.jobs.shift());
  }

  async sendField(field) {
    this.waiting.delete(field);
    this.inFlight = field;
    this.report("saving");
    let outcome = "retry"; // also where a reply could not be understood: a field never stays behind unsent
    try {
      outcome = await this.send(field);
    } finally {
      this.inFlight = null;
      if (outcome === "retry") this.tryLater(field);
      else this.goOn();
    }
  }

  async doJob(job) {
    this.inFlight = job;
    this.report("saving");
    try {
      await job();
    } finally {
      this.inFlight = null;
      this.goOn();
    }
  }

  goOn() {
    this.wait = FIRST_WAIT;
    if (this.waiting.size || this.jobs.length) this.next();
    else this.report("idle");
  }

  tryLater(field) {
    this.waiting.add(field);
    if (this.jobs.length) this.onDropped();
    this.jobs = []; // what was to follow was asked for under other circumstances
    this.report("offline");
    this.timer = setTimeout(() => this.retryNow(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}
