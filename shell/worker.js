// The worker's door: loads the program that its name asks for, which then takes the messages itself: the engine, or what reads and
// writes sheets. Messages that come before are not lost.
const early = [];
self.onmessage = (event) => early.push(event);

// The word vectors, for whoever needs them: a reader always does, so there they are on their way beside the program.
async function fetchVectors() {
  const file = await fetch(new URL("{{minilm-128.bin}}", import.meta.url), { integrity: "{{integrity:minilm-128.bin}}" });
  if (!file.ok) throw new Error(`word vectors: ${file.status}`);
  return file.arrayBuffer();
}
let coming = self.name === "reader" ? fetchVectors() : undefined;
// Whoever takes them hears of the failure.
coming?.catch(() => {});
self.vectors = () => {
  const vectors = coming ?? fetchVectors();
  coming = undefined;
  return vectors;
};

const sheets = self.name === "sheets";
try {
  const { default: init } = await import(sheets ? "./{{sheets.js}}" : "./{{engine.js}}");
  const [file, integrity] = sheets
    ? ["{{sheets.wasm}}", "{{integrity:sheets.wasm}}"]
    : ["{{engine.wasm}}", "{{integrity:engine.wasm}}"];
  await init({ module_or_path: fetch(new URL(file, import.meta.url), { integrity }) });
  for (const event of early) self.onmessage(event);
} catch (error) {
  // Thrown outside the promise, it reaches the page as the worker's error event.
  setTimeout(() => { throw error; });
}
