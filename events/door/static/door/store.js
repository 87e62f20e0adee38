// What this device keeps. Two places, because they live differently: the list of people goes away
// after a day, the queue of scans only when the site has them. Scans name nobody.
const PEOPLE = "door-people";
const QUEUE = "door-queue";

const asPromise = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

const open = (name, stores) => new Promise((resolve, reject) => {
  const request = indexedDB.open(name, 1);
  request.onupgradeneeded = () => {
    for (const [store, options] of stores) request.result.createObjectStore(store, options);
  };
  request.onsuccess = () => {
    request.result.onversionchange = () => request.result.close();
    resolve(request.result);
  };
  request.onerror = () => reject(request.error);
  request.onblocked = () => reject(new Error("blocked"));
});

const people = () => open(PEOPLE, [["lists", { keyPath: "event" }], ["clashes", { keyPath: "nonce" }]]);
const queue = () => open(QUEUE, [["scans", { keyPath: "seq", autoIncrement: true }]]);

/** Do something in one store; it is written to the disk before this ends. */
const inStore = async (opening, name, mode, deed) => {
  const database = await opening();
  try {
    const transaction = database.transaction(name, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onabort = () => reject(transaction.error);
      transaction.onerror = () => reject(transaction.error);
    });
    const result = await asPromise(deed(transaction.objectStore(name)));
    await done;
    return result;
  } finally {
    database.close();
  }
};

/** Keep the list of an event; what was kept of others that are over goes. */
export const saveList = (list) => inStore(people, "lists", "readwrite", (store) => store.put(list));

/** The list of an event while it may be kept; lists whose time is up are deleted. */
export const readList = async (event) => {
  const all = await inStore(people, "lists", "readonly", (store) => store.getAll());
  const now = Date.now();
  for (const list of all.filter((one) => Date.parse(one.until) <= now)) {
    await inStore(people, "lists", "readwrite", (store) => store.delete(list.event));
  }
  return all.find((one) => one.event === event && Date.parse(one.until) > now) ?? null;
};

/** Delete every list of people from this device; the scans that wait stay. */
export const forgetPeople = () => new Promise((resolve) => {
  const request = indexedDB.deleteDatabase(PEOPLE);
  request.onsuccess = request.onerror = request.onblocked = () => resolve();
});

/** Add a scan to the queue; nothing in it is ever changed. Returns its place. */
export const enqueue = (entry) => inStore(queue, "scans", "readwrite", (store) => store.add(entry));

/** What waits to be sent for an event, in the order in which it happened. */
export const queued = async (event) => {
  const all = await inStore(queue, "scans", "readonly", (store) => store.getAll());
  return all.filter((entry) => entry.event === event);
};

/** Take what the site has out of the queue. */
export const dequeue = async (places) => {
  for (const seq of places) await inStore(queue, "scans", "readwrite", (store) => store.delete(seq));
};

/** Keep something to look at until somebody has seen it. */
export const saveClash = (clash) => inStore(people, "clashes", "readwrite", (store) => store.put(clash));

/** What there is to look at. */
export const clashes = async (event) => {
  const all = await inStore(people, "clashes", "readonly", (store) => store.getAll());
  return all.filter((clash) => clash.event === event);
};

/** Somebody has looked at it all. */
export const dropClashes = () => inStore(people, "clashes", "readwrite", (store) => store.clear());
