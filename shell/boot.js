// Starts the page, and stands by for the moment when it cannot go on: then it shows the crash screen, whose "Download my data"
// needs nothing of the program that stopped.
import init from "./{{page.js}}";

const DATABASE = "shortlist";
const part = (id) => document.getElementById(id);

function crashed(cause) {
  part("starting")?.remove();
  const screen = part("crash");
  part("crash-cause").textContent += `${cause}\n`;
  if (!screen.hidden) return;
  for (const other of document.body.children) if (other !== screen) other.inert = true;
  screen.hidden = false;
  part("crash-reload").focus();
}

// Everything that is kept, one JSON line a record; bytes as base64. Read by cursor and gathered in a Blob, so that a large
// database does not have to fit into memory at once.
async function everything() {
  const done = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const database = await done(indexedDB.open(DATABASE));
  const parts = [`${JSON.stringify({ format: "shortlist-rescue", version: database.version })}\n`];
  const base64 = (bytes) => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
    return btoa(text);
  };
  for (const name of database.objectStoreNames) {
    await new Promise((resolve, reject) => {
      const request = database.transaction(name).objectStore(name).openCursor();
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const cursor = request.result;
        if (!cursor) return resolve();
        const value = JSON.stringify(cursor.value, (_, v) => (v instanceof Uint8Array ? { base64: base64(v) } : v));
        parts.push(new Blob([`{"store":${JSON.stringify(name)},"key":${JSON.stringify(cursor.key)},"value":${value}}\n`]));
        cursor.continue();
      };
    });
  }
  database.close();
  return new Blob(parts, { type: "application/x-ndjson" });
}

part("crash-reload").addEventListener("click", () => location.reload());
part("crash-export").addEventListener("click", async () => {
  const told = part("crash-told");
  told.textContent = "Gathering everything that is kept…";
  try {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await everything());
    link.download = `shortlist-data-${new Date().toJSON().slice(0, 10)}.jsonl`;
    link.click();
    told.textContent = `Saved as ${link.download}.`;
  } catch (error) {
    told.textContent = `It could not be read: ${error}. Reload the page; what was kept stays where it is.`;
  }
});
addEventListener("shortlist:crashed", (event) => crashed(event.detail ?? "panic"));
addEventListener("error", (event) => {
  if (event.error instanceof WebAssembly.RuntimeError) crashed(event.error.stack);
});
addEventListener("unhandledrejection", (event) => {
  if (event.reason instanceof WebAssembly.RuntimeError) crashed(event.reason.stack);
});

// The keeper starts when the page's own download is over, and not only when the page asks for it: it takes longest. The page
// takes it from here; where it could not be started, the page tries itself and tells.
async function startKeeper(download) {
  await (await download).clone().arrayBuffer();
  const keeper = new Worker("{{worker.js}}", { type: "module", name: "keeper" });
  keeper.onerror = () => { delete window.shortlistKeeper; };
  window.shortlistKeeper = keeper;
}

try {
  const download = fetch("{{page.wasm}}", { integrity: "{{integrity:page.wasm}}" });
  startKeeper(download).catch(() => {});
  await init({ module_or_path: download });
  part("starting")?.remove();
} catch (error) {
  crashed(error);
}
