// Opens the page at the door without a connection. `self.DOOR` names the page and what it needs.
const { shell, page, version } = self.DOOR;
const FAMILY = `door ${page} `;
const CACHE = FAMILY + version;
const PATIENCE = 4000;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(shell)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const clean = async () => {
    const old = (await caches.keys()).filter((name) => name.startsWith(FAMILY) && name !== CACHE);
    await Promise.all(old.map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(clean());
});

const fresh = async (request) => {
  const cache = await caches.open(CACHE);
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(PATIENCE) });
    if (response.ok && response.type === "basic" && !response.redirected) await cache.put(page, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(page);
    if (kept) return kept;
    throw error;
  }
};

const kept = async (request) => (await (await caches.open(CACHE)).match(request)) ?? fetch(request);

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { pathname } = new URL(request.url);
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && pathname === page) event.respondWith(fresh(request));
  else if (shell.includes(pathname)) event.respondWith(kept(request));
});

// The page asks for itself once, so that it is here from the first visit on.
self.addEventListener("message", (event) => {
  if (event.data === "keep") event.waitUntil(caches.open(CACHE).then((cache) => cache.add(page)));
});
