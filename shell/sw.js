// Keeps the page working offline. All files of one build are fetched at once and served from then on; a newer build waits until
// the person takes it over or the last tab is closed.
const BUILD = "{{build}}";
const POLICY = "{{policy}}";
const FILES = {{files}};
const CACHE = `shortlist-${BUILD}`;

self.addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "reload" }));
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(fresh)));
});

self.addEventListener("activate", (event) => {
  const olds = async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith("shortlist-") && name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
  };
  event.waitUntil(olds());
});

self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

// A worker does not inherit the page's policy: it gets it here, as a header.
function guarded(response) {
  const headers = new Headers(response.headers);
  headers.set("Content-Security-Policy", POLICY);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

async function answer(request) {
  const page = request.mode === "navigate";
  const cache = await caches.open(CACHE);
  const kept = await cache.match(page ? "./" : request, { ignoreSearch: page });
  if (!kept) return fetch(request);
  return page || kept.url.endsWith(".js") ? guarded(kept) : kept;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(self.registration.scope)) return;
  const inside = new URL(request.url).pathname.slice(new URL(self.registration.scope).pathname.length);
  if (request.mode === "navigate" && inside !== "" && inside !== "index.html") return;
  event.respondWith(answer(request));
});
