// Papers: dropping and choosing files, resumable uploads with progress, keeping the list up to date.
// Without scripts the same forms upload by themselves and the page is refreshed by hand.

import { startChecking } from "./checking.js";

const words = document.getElementById("papers-words");
const uploading = document.getElementById("uploading");
const status = document.getElementById("uploading-status");
const AT_ONCE = 1;
const CHUNK = 8 * 1024 * 1024;
const queue = [];
let running = 0;
let refreshing = false;
let refreshAgain = false;

function word(name, values = {}) {
  return (words?.dataset[name] ?? "").replace(/%\((\w+)\)s/g, (_, key) => String(values[key]));
}

function size(octets) {
  if (octets < 1000) return `${octets} B`;
  if (octets < 999500) return `${Math.round(octets / 1000)} kB`;
  return `${(octets / 1e6).toFixed(1)} MB`;
}

function duration(seconds) {
  return seconds < 90 ? word("seconds", { n: Math.max(1, Math.round(seconds)) }) : word("minutes", { n: Math.round(seconds / 60) });
}

// --- one upload ------------------------------------------------------------------------------------------------------

class Going {
  constructor(file, place) {
    this.file = file;
    this.place = place;
    this.samples = [];
    this.done = 0;
    this.row = this.draw();
    uploading.append(this.row);
  }

  draw() {
    const row = document.createElement("li");
    row.className = "paper";
    row.innerHTML = '<span class="thumb blank" aria-hidden="true">↑</span><div><div class="name"></div><div class="why"></div><progress class="meter" max="1000" value="0"></progress></div><div class="side"></div>';
    row.querySelector(".name").textContent = this.file.name;
    row.querySelector("progress").setAttribute("aria-label", word("progress", { name: this.file.name }));
    this.say(word("waiting"), row);
    this.button(row, "cancel", () => this.cancel());
    return row;
  }

  say(text, row = this.row) {
    row.querySelector(".why").textContent = text;
  }

  button(row, name, act) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn btn-quiet";
    button.textContent = word(name);
    button.addEventListener("click", act);
    row.querySelector(".side").append(button);
    return button;
  }

  async start() {
    const metadata = { filename: this.file.name, kind: this.place.kind ?? "", replaces: this.place.replaces ?? "" };
    this.upload = new window.tus.Upload(this.file, {
      endpoint: words.dataset.uploadsUrl,
      metadata,
      chunkSize: CHUNK,
      retryDelays: [0, 1000, 3000, 5000, 10000, 20000, 30000],
      removeFingerprintOnSuccess: true,
      fingerprint: async (file) => ["xs", location.pathname, file.name, file.size, file.lastModified, metadata.kind, metadata.replaces].join("|"),
      onBeforeRequest: (request) => this.prepare(request),
      onAfterResponse: (request, response) => { this.note = response.getHeader("XS-Note") ?? this.note; },
      onProgress: (done, total) => this.progress(done, total),
      onShouldRetry: (error) => {
        const code = error.originalResponse?.getStatus() ?? 0;
        const again = code === 0 || code === 409 || code === 423 || code === 460 || code >= 500;
        if (code === 0) this.brokeOff = true;
        if (again) this.say(navigator.onLine ? word("again", { done: size(this.done) }) : word("offline"));
        return again;
      },
      onError: (error) => this.fail(error),
      onSuccess: () => this.finish(),
    });
    const before = await this.upload.findPreviousUploads();
    if (before.length) this.upload.resumeFromPreviousUpload(before[0]);
    if (!this.over) this.upload.start();
  }

  /** Sends the digest of each piece along. Not after a connection broke off: a piece with a digest is taken whole or not
   *  at all, and on a bad line every byte that arrived shall count. */
  async prepare(request) {
    request.setHeader("X-CSRFToken", token());
    const offset = request.getHeader("Upload-Offset");
    if (request.getMethod() !== "PATCH" || this.brokeOff || !window.crypto?.subtle) return;
    const piece = await this.file.slice(Number(offset), Number(offset) + CHUNK).arrayBuffer();
    const digest = new Uint8Array(await window.crypto.subtle.digest("SHA-256", piece));
    request.setHeader("Upload-Checksum", `sha256 ${btoa(String.fromCharCode(...digest))}`);
  }

  progress(done, total) {
    this.done = done;
    const now = performance.now();
    this.samples.push([now, done]);
    while (this.samples.length > 2 && now - this.samples[0][0] > 5000) this.samples.shift();
    const [then, before] = this.samples[0];
    const speed = now - then > 800 ? ((done - before) * 1000) / (now - then) : 0;
    const told = { done: size(done), total: size(total) };
    this.say(speed > 0 ? word("going", { ...told, speed: size(speed), left: duration((total - done) / speed) }) : word("beginning", told));
    this.row.querySelector("progress").value = total ? Math.round((done / total) * 1000) : 1000;
  }

  finish() {
    this.end();
    if (this.note) this.stay(this.note.replace(/\\u([0-9a-f]{4})/g, (_, code) => String.fromCharCode(parseInt(code, 16))).replace(/\\x([0-9a-f]{2})/g, (_, code) => String.fromCharCode(parseInt(code, 16))));
    else this.row.remove();
    status.textContent = `${this.file.name} ${word("done")}`;
    refresh();
  }

  fail(error) {
    const response = error.originalResponse;
    const code = response?.getStatus() ?? 0;
    this.end();
    if (code === 413) return this.stay(response.getBody());
    const signedOut = code === 403 || (code >= 200 && code < 400);
    this.say(signedOut ? word("signedOut") : word("stopped", { done: size(this.done) }));
    status.textContent = `${this.file.name} ${this.row.querySelector(".why").textContent}`;
    this.row.querySelector(".side").replaceChildren();
    this.button(this.row, "retry", () => {
      this.row.remove();
      add(this.file, this.place);
    });
    this.button(this.row, "cancel", () => this.cancel());
    return undefined;
  }

  stay(text) {
    this.say(text);
    this.row.querySelector("progress").remove();
    this.row.querySelector(".side").replaceChildren();
    this.button(this.row, "dismiss", () => this.row.remove());
    status.textContent = text;
  }

  cancel() {
    this.upload?.abort(true).catch(() => {});
    this.end();
    this.row.remove();
  }

  end() {
    if (this.over) return;
    this.over = true;
    if (this.began) running -= 1;
    next();
  }
}

function add(file, place) {
  const limit = Number(words.dataset.limit);
  const going = new Going(file, place);
  if (file.size > limit) {
    going.over = true;
    going.stay(word("tooLarge", { name: file.name }));
    return;
  }
  queue.push(going);
  next();
}

function next() {
  while (running < AT_ONCE && queue.length) {
    const going = queue.shift();
    if (going.over) continue;
    going.began = true;
    running += 1;
    going.start();
  }
}

function token() {
  return document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}

// --- the page --------------------------------------------------------------------------------------------------------

/** The list as it is now. One request at a time: a second one in the queue of htmx would be put into the list that the first replaced. */
async function refresh() {
  if (refreshing) { refreshAgain = true; return; }
  refreshing = true;
  try {
    do {
      refreshAgain = false;
      const area = document.getElementById("papers-area");
      await window.htmx?.ajax("GET", area.dataset.url, { target: "#papers-area", swap: "outerHTML" });
    } while (refreshAgain);
  } catch {
    return; // The failure was told; the next upload, or the page itself, shows the list anew.
  } finally {
    refreshing = false;
  }
  checking.refresh();
}

function takesFiles(zone, place) {
  zone.addEventListener("dragover", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    event.preventDefault();
    event.stopPropagation();
    zone.classList.add("over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    event.stopPropagation();
    zone.classList.remove("over");
    for (const file of event.dataTransfer.files) add(file, place);
  });
  const input = zone.querySelector('input[type="file"]');
  input?.addEventListener("change", () => {
    for (const file of input.files) add(file, place);
    input.value = "";
  });
}

function prepare(root) {
  if (!window.tus?.isSupported) return;
  for (const plain of root.querySelectorAll("[data-when-plain]")) plain.hidden = true;
  for (const scripted of root.querySelectorAll("[data-when-scripted]")) scripted.hidden = false;
  for (const zone of root.querySelectorAll("[data-drop]:not(.scripted)")) {
    zone.classList.add("scripted");
    takesFiles(zone, {});
  }
  for (const form of root.querySelectorAll("[data-slot-form]:not(.scripted)")) {
    form.classList.add("scripted");
    const slot = form.closest("[data-slot]");
    takesFiles(slot ?? form, { kind: slot?.dataset.kind, replaces: form.dataset.replaces });
  }
  for (const notice of root.querySelectorAll("[data-unfinished]:not(.scripted)")) {
    notice.classList.add("scripted");
    notice.hidden = false;
    notice.querySelector("[data-forget]").addEventListener("click", async () => {
      await window.tus.Upload.terminate(notice.dataset.url, { headers: { "X-CSRFToken": token() } }).catch(() => {});
      notice.remove();
    });
  }
}

const checking = startChecking(words);
document.addEventListener("papers-read", () => checking.refresh());
prepare(document);
document.addEventListener("htmx:load", (event) => prepare(event.target.parentElement ?? document));
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => {
    if ([...(event.dataTransfer?.types ?? [])].includes("Files")) event.preventDefault();
  });
}
window.addEventListener("beforeunload", (event) => {
  if (running) event.preventDefault();
});
