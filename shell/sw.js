// Keeps the page working offline, and answers the API under api/. All files of one build are fetched at once and served from then on; a newer build waits until
// the person takes it over or the last tab is closed.
const BUILD = "{{build}}";
const POLICY = "{{policy}}";
const FILES = {{files}};
const CACHE = `shortlist-${BUILD}`;

// The API. A service worker can start no worker of its own, so what is asked of it is carried out by the keeper of an open page,
// whose engine is loaded and whose waiting stops nobody: they talk over a channel named after the lock that one keeper holds. Where
// no page is open, the engine is loaded here, and opens the database as one more keeper of this build, by the same locks.
//
// The engine's script comes in two forms: a module for the page's workers, and this classic one, which every browser with service
// workers can load here (modules are rather new to them, and import() is never allowed). Only the script is loaded now; the program,
// with the first request that needs it.
importScripts("./{{engine-classic.js}}");
const DOOR = "shortlist-door:{{worker.js}}";
// How long a keeper may take to say that it is there; it may be scoring.
const HERE_MS = 3000;
// How long a request may take: reading a file and scoring it take seconds.
const REQUEST_MS = 120000;
const STATUS = { not_found: 404, invalid: 400, conflict: 409, unreadable: 422, no_room: 507, storage_refused: 503, retired: 503 };

const part = async (file) => (await (await caches.open(CACHE)).match(file)) ?? fetch(file);
self.vectors = async () => (await part("{{minilm-128.bin}}")).arrayBuffer();

let loading;
function engine() {
  loading ??= part("{{engine.wasm}}").then((file) => shortlistEngine({ module_or_path: file }));
  // What failed is tried again by the next request.
  loading.catch(() => { loading = undefined; });
  return loading;
}

const locks = async () => (await navigator.locks?.query())?.held ?? [];
const holder = async () => (await locks()).find((lock) => lock.name === DOOR)?.clientId;

// A newcomer of another build asks the pages that are open to let go of the data. A request is no reason to.
async function others() {
  const own = `shortlist-build:${BUILD}`;
  return (await locks()).some(({ name }) => name.startsWith("shortlist-build:") && name !== own);
}

// After a panic, what waited for the engine waits for ever.
const within = (promise) => Promise.race([promise, new Promise((_, reject) => {
  setTimeout(() => reject(new Error("it took too long")), REQUEST_MS);
})]);

// Asks the keeper that holds the door; undefined where there is none. Its tab may be closed while it works: then nobody knows
// whether it wrote, and it is said so.
async function carried(call, body) {
  const keeper = await holder();
  if (!keeper) return undefined;
  const door = new BroadcastChannel(DOOR);
  const id = crypto.randomUUID();
  const heard = (wanted, limit) => new Promise((resolve) => {
    const watch = setInterval(async () => { if ((await holder()) !== keeper) done(undefined); }, 1000);
    const over = setTimeout(() => done(undefined), limit);
    const done = (value) => { clearInterval(watch); clearTimeout(over); resolve(value); };
    door.onmessage = ({ data }) => { if (data.id === id && wanted in data) done(data[wanted]); };
  });
  try {
    const here = heard("here", HERE_MS);
    door.postMessage({ id, here: true });
    if (!(await here)) return undefined;
    const reply = heard("reply", REQUEST_MS);
    door.postMessage({ id, call, body });
    const lost = { kind: "retired", message: "The tab that carried this out was closed, or took too long. Look whether it was done, then try again." };
    return (await reply) ?? { ok: false, value: JSON.stringify(lost) };
  } finally {
    door.close();
  }
}

async function called(request, path) {
  const url = new URL(request.url);
  const content_type = request.headers.get("Content-Type") ?? "";
  const call = JSON.stringify({ call: "api", method: request.method, path, query: url.search.slice(1), content_type });
  const refused = (status, detail) => Response.json({ detail }, { status });
  try {
    const body = await request.arrayBuffer();
    let reply = await carried(call, body);
    if (!reply) {
      if (await others()) return refused(503, "An open tab has this page in another version. Reload all its tabs, then try again.");
      await engine();
      reply = await within(shortlistEngine.answer(BUILD, call, body));
    }
    const value = JSON.parse(reply.value);
    if (!reply.ok) return refused(STATUS[value.kind] ?? 500, value.message);
    const headers = new Headers(value.headers);
    if (value.content_type) headers.set("Content-Type", value.content_type);
    const bare = request.method === "HEAD" || value.status === 204;
    return new Response(bare ? null : reply.buffers[0], { status: value.status, headers });
  } catch (error) {
    return refused(500, `The engine could not be asked (${error}). Reload the page, then try again.`);
  }
}

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
  if (!request.url.startsWith(self.registration.scope)) return;
  const inside = new URL(request.url).pathname.slice(new URL(self.registration.scope).pathname.length);
  if (inside.startsWith("api/")) {
    // A form on any other site can send the browser here with a POST; only pages of this origin may change what is kept.
    const foreign = request.mode === "navigate" && request.method !== "GET";
    const no = () => Response.json({ detail: "This is answered to fetch() alone." }, { status: 403 });
    event.respondWith(foreign ? no() : called(request, `/${inside}`));
    return;
  }
  if (request.method !== "GET") return;
  if (request.mode === "navigate" && inside !== "" && inside !== "index.html") return;
  event.respondWith(answer(request));
});
