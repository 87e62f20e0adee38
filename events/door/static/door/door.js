// The page at the door: takes a code or a name, says what it means, with or without a connection.
import { hasCamera, watch } from "./camera.js";
import { codeIn, digestOf, isLink, nonce } from "./codes.js";
import * as show from "./show.js";
import { dropClashes, forgetPeople, readList, saveList } from "./store.js";
import { Line } from "./sync.js";

const at = (id) => document.getElementById(id);
const page = document.body.dataset;
const event = Number(page.event);
const COUNTING = ["ok", "duplicate"];
const LATEST = 8;
const UNDO = 15 * 60 * 1000;
const RELOAD = 10 * 60 * 1000;
const AUTO = 350;

const remembered = (key) => { try { return localStorage.getItem(key) ?? ""; } catch { return ""; } };
const remember = (key, value) => { try { localStorage.setItem(key, value); } catch { /* for this page only */ } };
const session = () => (at("session").value ? Number(at("session").value) : null);
const clock = (date) => date.toLocaleTimeString(page.language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: page.zone });

let list = null; // the people of this event, as long as this device may keep them
let byDigest = new Map(), byKey = new Map();
const present = new Map(); // "person session" > nonces that say so
const told = new Set(); // nonces of which this page has heard
const mine = new Map(); // nonce > what was scanned here
let latest = [], clashes = [], waiting = 0, link = "online", searchedFor = "";

const place = (person, where) => `${person} ${where ?? ""}`;
const isHere = (person, where = session()) => (present.get(place(person, where))?.size ?? 0) > 0;
const come = (person, where, by) => {
  const key = place(person, where);
  if (!present.has(key)) present.set(key, new Set());
  present.get(key).add(by);
};
const gone = (by) => { for (const nonces of present.values()) nonces.delete(by); };

const takeList = (next) => {
  list = next;
  byKey = new Map((list?.people ?? []).map((row) => [row[0], row]));
  byDigest = new Map((list?.people ?? []).filter((row) => row[4]).map((row) => [row[4], row]));
  for (const [person, where, by] of list?.present ?? []) come(person, where, by);
};

const loadList = async () => {
  try {
    const response = await fetch(page.people);
    if (response.status === 401 || response.status === 403) return await forget();
    if (!response.ok) return;
    const next = { ...(await response.json()), event };
    line.cursor = Math.max(line.cursor, next.cursor);
    takeList(next);
    await saveList(next).catch(() => {});
  } catch {
    // Offline: what this device has stays.
  }
};

const forget = async () => {
  takeList(null);
  present.clear();
  clashes = [];
  show.clashes([]);
  await forgetPeople();
};

const nameOf = (clash) => clash.name || byKey.get(clash.person)?.[1] || show.say("someone");
const showClashes = () => show.clashes(clashes.map((clash) => (clash.isTwice
  ? show.say("clashTwice", { name: nameOf(clash), where: clash.where ?? "" })
  : `${show.say("clash", { name: nameOf(clash), text: clash.text })} ${clash.where ? show.say("earlier", { where: clash.where }) : ""}`)));
const addClash = (clash) => {
  if (clashes.some((one) => one.nonce === clash.nonce)) return;
  clashes = [...clashes, clash];
  showClashes();
};

const heard = {
  answer: () => {},
  clash: addClash,
  link: (state) => { link = state; show.link(link, waiting); at("sign-in").hidden = state !== "signed-out"; if (state === "signed-out") forget(); },
  waiting: (number) => { waiting = number; show.link(link, waiting); },
  state: (state) => {
    show.counts(state.counts);
    state.undone.forEach(gone);
    for (const scan of state.news.filter((one) => !told.has(one.nonce))) {
      told.add(scan.nonce);
      come(scan.person, scan.session, scan.nonce);
      const other = [...mine.values()].find((one) => one.person === scan.person && one.session === scan.session && one.nonce !== scan.nonce && !mine.has(scan.nonce));
      // The other one was offline, or we were: two people may stand in the room on one ticket.
      if (other && scan.offline && scan.verdict === "duplicate") line.clash({ nonce: scan.nonce, person: scan.person, isTwice: true, where: scan.where });
    }
  },
};

const line = new Line({
  event, session, urls: page, csrf: at("act").elements.csrfmiddlewaretoken.value,
  device: () => at("device").value.trim(), heard: (kind, what) => heard[kind]?.(what),
});

/** What this device says by itself. */
const ownVerdict = ({ person, digest }) => {
  if (!list) return { said: "unsure", text: show.say("noList"), tone: "warn" };
  const row = person ? byKey.get(person) : byDigest.get(digest);
  if (!row) return { said: "unknown", text: show.say("unsure"), tone: "bad" };
  const [key, name, organisation, isSure] = row;
  if (!isSure) return { said: "not-confirmed", text: show.say("notConfirmed"), tone: "bad", name, more: organisation, key };
  if (isHere(key)) return { said: "duplicate", text: show.say("duplicate"), tone: "warn", name, more: organisation, key, earlier: show.say("earlier", { where: show.say("hereBefore") }) };
  return { said: "ok", text: show.say("ok"), tone: "good", name, more: organisation, key };
};

const toneOf = (answer) => (answer.verdict === "ok" ? "good" : answer.verdict === "duplicate" ? "warn" : "bad");

const note = (entry, own, answer) => {
  const verdict = answer?.verdict ?? own.said;
  const person = answer?.person ?? own.key;
  const counts = COUNTING.includes(verdict) && !answer?.problem;
  if (person && counts) {
    come(person, entry.session, entry.nonce);
    mine.set(entry.nonce, { nonce: entry.nonce, person, session: entry.session });
  }
  latest = [{
    nonce: entry.nonce, time: clock(new Date(entry.at)), name: answer?.name ?? own.name, canUndo: counts,
    title: answer?.problem ?? answer?.text ?? own.text,
  }, ...latest].slice(0, LATEST);
  setTimeout(() => { latest.filter((one) => one.nonce === entry.nonce).forEach((one) => { one.canUndo = false; }); show.latest(latest); }, UNDO);
  show.latest(latest);
  return counts;
};

const scan = async (whom) => {
  const own = ownVerdict(whom);
  const entry = { kind: "scan", nonce: nonce(), at: new Date().toISOString(), session: session(), said: own.said, ...whom };
  at("text").value = "";
  show.notFound();
  const answer = await line.push(entry);
  const canUndo = note(entry, own, answer);
  at("undo").value = entry.nonce;
  if (!answer) {
    return show.result({ tone: own.tone, title: own.text, name: own.name, more: [own.more, show.say("stored")].filter(Boolean).join(" · "), earlier: own.earlier, canUndo });
  }
  if (answer.problem) return show.result({ tone: "bad", title: answer.problem });
  show.result({
    tone: toneOf(answer), title: answer.text, name: answer.name, more: answer.organisation, notes: answer.notes, canUndo,
    earlier: answer.earlier ? show.say("earlier", { where: answer.earlier }) : "",
  });
  line.look();
};

const undo = async (which) => {
  gone(which);
  mine.delete(which);
  const answer = await line.push({ kind: "undo", nonce: which, at: new Date().toISOString() });
  if (answer?.problem) return show.result({ tone: "bad", title: answer.problem });
  latest.filter((one) => one.nonce === which).forEach((one) => { one.isUndone = true; });
  show.latest(latest);
  show.result({ tone: "idle", title: show.say("undone"), more: answer ? "" : show.say("stored") });
  line.look();
};

const here = (text) => {
  const parts = text.toLocaleLowerCase().split(/\s+/);
  const rows = (list?.people ?? []).filter((row) => row[3] && parts.every((part) => `${row[1]} ${row[2]}`.toLocaleLowerCase().includes(part)));
  return rows.slice(0, 20);
};

const search = async (text) => {
  searchedFor = text;
  let people = here(text);
  try {
    if (link !== "online" || !navigator.onLine) throw new Error("offline");
    const response = await fetch(`${page.search}?${new URLSearchParams({ q: text })}`, { signal: AbortSignal.timeout(3000) });
    if (response.ok) people = (await response.json()).people;
  } catch {
    if (isLink(text)) return show.result({ tone: "bad", title: show.say("linkOnlyOnline") });
  }
  if (searchedFor !== text) return;
  if (isLink(text) && people.length === 1) return scan({ person: people[0][0] });
  show.found(people, isHere);
};

const take = async (text) => {
  const code = codeIn(text);
  if (!code) return text.trim().length > 1 ? search(text.trim()) : undefined;
  const digest = await digestOf(code);
  return scan(digest ? { digest } : { code });
};

at("act").addEventListener("submit", (sent) => {
  sent.preventDefault();
  clearTimeout(typing);
  take(at("text").value);
});
let typing;
at("text").addEventListener("input", () => {
  clearTimeout(typing);
  const text = at("text").value.trim();
  // A scanner types fast and ends with Enter: do not look for half a code.
  if (text.length < 2) { show.notFound(); searchedFor = ""; return; }
  if (isLink(text) || (text.length > 7 && !text.includes(" ") && /\d/.test(text) && !text.includes("@"))) return;
  typing = setTimeout(() => search(text), AUTO);
});
at("found-form").addEventListener("submit", (sent) => sent.preventDefault());
at("found-list").addEventListener("click", (pressed) => {
  const button = pressed.target.closest("button");
  if (!button) return;
  pressed.preventDefault();
  scan({ person: Number(button.value) });
  at("result").scrollIntoView({ block: "start" });
});
at("undo").addEventListener("click", () => undo(at("undo").value));
at("latest-list").addEventListener("click", (pressed) => {
  const button = pressed.target.closest("button");
  if (button) undo(button.value);
});
at("seen").addEventListener("click", async () => { clashes = []; showClashes(); await dropClashes().catch(() => {}); });
at("session").addEventListener("change", () => { remember(`door session ${event}`, at("session").value); line.look(); });
at("forget").addEventListener("click", async () => { await forget(); show.result({ tone: "idle", title: show.say("forgotten") }); });

// The camera opens when somebody asks for it, and stays open.
let stop = null;
const camera = async () => {
  const button = at("scan");
  if (stop) {
    stop();
    stop = null;
  } else {
    at("camera").hidden = false;
    try {
      stop = await watch(at("video"), (text) => take(text));
      at("camera-text").textContent = show.say("cameraStart");
    } catch (problem) {
      at("camera-text").textContent = show.say(problem.message === "none" ? "cameraNone" : "cameraOff");
    }
  }
  at("video").hidden = !stop;
  if (!stop && button.ariaPressed === "true") at("camera").hidden = true;
  button.ariaPressed = String(Boolean(stop));
  button.textContent = show.say(stop ? "cameraStop" : "cameraScan");
};
at("scan").hidden = !hasCamera();
at("scan").addEventListener("click", camera);

at("device").value = remembered("door device") || `${show.say("device")} ${100 + Math.floor(Math.random() * 900)}`;
remember("door device", at("device").value);
at("device").addEventListener("change", () => remember("door device", at("device").value.trim()));
at("sound").checked = remembered("door sound") !== "off";
at("sound").addEventListener("change", () => remember("door sound", at("sound").checked ? "on" : "off"));
const before = remembered(`door session ${event}`);
if (before && [...(at("session").options ?? [])].some((one) => one.value === before)) at("session").value = before;

const begin = async () => {
  try {
    takeList(await readList(event));
    clashes = await line.clashes();
    showClashes();
    await line.tellWaiting();
  } catch {
    show.result({ tone: "idle", title: show.say("notKept") });
  }
  if (list) line.cursor = list.cursor;
  await loadList();
  await line.start();
  setInterval(() => (link === "online" && !document.hidden ? loadList() : null), RELOAD);
  setInterval(() => (list && Date.parse(list.until) <= Date.now() ? forget() : null), 60 * 1000);
  if (!("serviceWorker" in navigator)) return;
  try {
    const registration = await navigator.serviceWorker.register(page.worker, { scope: location.pathname });
    await navigator.serviceWorker.ready;
    registration.active?.postMessage("keep");
  } catch {
    // Then the page needs a connection to open; the queue works all the same.
  }
};

show.link(link, waiting);
begin();
