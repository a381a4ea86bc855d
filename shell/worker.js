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

// How the engine carries out a call that is no message of the page's; it is there when the program is.
let answer;

// The service worker asks one of the keepers to carry out what it is asked under api/: the one that holds this lock. It lets go
// when its tab is closed, or when another build takes over; then the next one has it. Named after this file, whose name tells
// engines apart. The engine opens the door when it has opened the database.
const DOOR = `shortlist-door:${import.meta.url.split("/").pop()}`;
self.openDoor = () => {
  navigator.locks?.request(DOOR, () => new Promise((resolve) => {
    const door = new BroadcastChannel(DOOR);
    self.closeDoor = () => { door.close(); resolve(); };
    door.onmessage = async ({ data: { id, here, call, body } }) => {
      if (here) door.postMessage({ id, here: true });
      else if (call) door.postMessage({ id, reply: await answer("", call, body) });
    };
  }));
};

const sheets = self.name === "sheets";
try {
  const program = await import(sheets ? "./{{sheets.js}}" : "./{{engine.js}}");
  answer = program.answer;
  const [file, integrity] = sheets
    ? ["{{sheets.wasm}}", "{{integrity:sheets.wasm}}"]
    : ["{{engine.wasm}}", "{{integrity:engine.wasm}}"];
  await program.default({ module_or_path: fetch(new URL(file, import.meta.url), { integrity }) });
  for (const event of early) self.onmessage(event);
} catch (error) {
  // Thrown outside the promise, it reaches the page as the worker's error event.
  setTimeout(() => { throw error; });
}
