// Sends what happened at the door, each scan once, and hears what happened elsewhere.
import { clashes, dequeue, enqueue, queued, saveClash } from "./store.js";

const AT_ONCE = 50;
const QUICK = 3000; // milliseconds for the answer that somebody waits for
const PATIENT = 20000;
const EVERY = 8000;

/** What a verdict means for whoever stands there; the reasons of a refusal may differ. */
const meant = (verdict) => (["ok", "duplicate"].includes(verdict) ? verdict : "refused");

/** Nothing was said without a list, and all is well. */
const isRelief = (entry, answer) => entry.said === "unsure" && answer.verdict === "ok";

/** A connection to the site. `heard(kind, what)` is told of answers, news and how things stand. */
export class Line {
  constructor({ event, urls, csrf, device, session, heard }) {
    Object.assign(this, { event, urls, csrf, device, session, heard });
    this.cursor = 0;
    this.after = new Date().toISOString();
    this.state = "online";
    this.turn = Promise.resolve();
    this.notBefore = 0;
    this.live = new Set(); // scans whose answer somebody waits for
  }

  /** Begin to look around and to send what waits. */
  start() {
    addEventListener("online", () => this.look());
    addEventListener("offline", () => this.be("offline"));
    document.addEventListener("visibilitychange", () => document.hidden || this.look());
    setInterval(() => document.hidden || this.look(), EVERY);
    return this.look();
  }

  /** Write an entry down on this device, then send it; returns the answer, or null offline. */
  async push(entry) {
    const isOnline = this.state === "online" && navigator.onLine;
    const whole = { ...entry, event: this.event, offline: !isOnline };
    try {
      await enqueue(whole);
    } catch {
      return (await this.send([whole], PATIENT))?.[0] ?? null; // a browser may forbid storage
    }
    await this.tellWaiting();
    if (!isOnline) {
      this.flush(PATIENT);
      return null;
    }
    this.live.add(entry.nonce);
    const answers = await this.flush(QUICK);
    this.live.delete(entry.nonce);
    return answers.find((answer) => answer.nonce === entry.nonce) ?? null;
  }

  /** Send what waits, oldest first; one after the other, for the order matters to people. */
  flush(patience) {
    const next = this.turn.then(() => this.sendAll(patience)).catch(() => []);
    this.turn = next;
    return next;
  }

  async sendAll(patience) {
    const all = [];
    for (;;) {
      const waiting = (await queued(this.event)).slice(0, AT_ONCE);
      if (!waiting.length || Date.now() < this.notBefore) break;
      const answers = await this.send(waiting, patience);
      if (!answers) break;
      await this.settle(waiting, answers);
      all.push(...answers);
    }
    await this.tellWaiting();
    return all;
  }

  /** Post a batch; null where it has to be tried again. */
  async send(waiting, patience, isSecond = false) {
    const body = JSON.stringify({ sent_at: new Date().toISOString(), device: this.device(), scans: waiting });
    let response;
    try {
      response = await fetch(this.urls.scans, {
        method: "POST", body, signal: AbortSignal.timeout(patience),
        headers: { "Content-Type": "application/json", "X-CSRFToken": this.csrf },
      });
    } catch {
      this.be("offline");
      return null;
    }
    const isJson = response.headers.get("Content-Type")?.includes("json");
    if (response.ok && isJson) {
      this.be("online");
      return (await response.json()).answers;
    }
    if (response.status === 429) this.notBefore = Date.now() + 1000 * Number(response.headers.get("Retry-After") || 5);
    if (response.status === 401 || (response.status === 403 && isJson) || response.ok) this.be("signed-out");
    // Somebody signed in anew since the page was kept: its token is another one now.
    if (response.status === 403 && !isJson && !isSecond && await this.look()) return this.send(waiting, patience, true);
    return null;
  }

  /** Tell what differs from what was said offline, and only then take it out of the queue. */
  async settle(waiting, answers) {
    const told = new Map(answers.map((answer) => [answer.nonce, answer]));
    for (const entry of waiting) {
      const answer = told.get(entry.nonce);
      if (entry.kind === "undo" || !answer || !entry.said || this.live.has(entry.nonce)) continue;
      const differs = answer.problem || !(meant(entry.said) === meant(answer.verdict) || isRelief(entry, answer));
      if (differs) await this.clash({ nonce: entry.nonce, person: answer.person ?? entry.person, name: answer.name, text: answer.problem ?? answer.text, where: answer.earlier });
    }
    await dequeue(waiting.map((entry) => entry.seq));
    for (const answer of answers) this.heard("answer", answer);
  }

  async clash(what) {
    await saveClash({ ...what, event: this.event }).catch(() => {});
    this.heard("clash", what);
  }

  /** Ask how many are there and what others did; returns whether the site answered. */
  async look() {
    const asked = new URLSearchParams({ since: this.cursor, after: this.after, session: this.session() ?? "" });
    let response;
    try {
      response = await fetch(`${this.urls.state}?${asked}`, { signal: AbortSignal.timeout(PATIENT) });
    } catch {
      this.be("offline");
      return false;
    }
    const isJson = response.headers.get("Content-Type")?.includes("json");
    if (response.status === 401 || response.status === 403 || (response.ok && !isJson)) {
      this.be("signed-out");
      return false;
    }
    if (!response.ok) return false;
    const state = await response.json();
    this.csrf = state.csrf;
    this.cursor = state.cursor;
    this.after = state.at;
    const wasAway = this.state !== "online";
    this.be("online");
    this.heard("state", state);
    if (wasAway || this.waiting) this.flush(PATIENT);
    return true;
  }

  be(state) {
    const isNew = state !== this.state;
    this.state = state;
    if (isNew) this.heard("link", state);
  }

  async tellWaiting() {
    this.waiting = (await queued(this.event)).length;
    this.heard("waiting", this.waiting);
  }

  /** What there is to look at from before. */
  clashes() {
    return clashes(this.event);
  }
}
