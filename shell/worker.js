// The worker's door: loads the engine, which then takes the messages itself. Those that come before are not lost.
import init from "./{{engine.js}}";

const early = [];
self.onmessage = (event) => early.push(event);
try {
  await init({ module_or_path: fetch(new URL("{{engine.wasm}}", import.meta.url), { integrity: "{{integrity:engine.wasm}}" }) });
  postMessage({ told: "ready" });
  for (const event of early) self.onmessage(event);
} catch (error) {
  // Thrown outside the promise, it reaches the page as the worker's error event.
  setTimeout(() => { throw error; });
}
