// The desk by keys: links and forms are followed in the background and the page is swapped; without this they are followed.
import { isElsewhere, startViewer } from "../ui/viewer.js";
import { toast } from "../ui/messages.js";

const say = document.getElementById("desk-say");
const dialog = document.getElementById("desk-dialog");
const words = document.getElementById("desk-words").dataset;
const part = { "X-Desk": "part" };
let viewer = null;
let waiting = null; // the request under way: a later look replaces it, a step is never replaced

const desk = () => document.getElementById("desk");
const find = (selector) => desk().querySelector(selector);
const click = (selector) => find(selector)?.click();

start(true);

// --- following links and forms ---------------------------------------------------------------------------------------

async function ask(url, options = {}) {
  if (waiting?.step) {
    say.textContent = words.busy;
    return null;
  }
  waiting?.stop.abort();
  const mine = { stop: new AbortController(), step: options.method === "POST" };
  waiting = mine;
  document.documentElement.classList.add("desk-busy");
  try {
    const answer = await fetch(url, { headers: part, signal: mine.stop.signal, ...options });
    return { answer, text: await answer.text() };
  } catch (error) {
    if (error.name !== "AbortError") toast(document.getElementById("ui-words").dataset.offline);
    return null;
  } finally {
    if (waiting === mine) waiting = null;
    document.documentElement.classList.toggle("desk-busy", waiting !== null);
  }
}

async function go(url, options = {}, remember = true) {
  const got = await ask(url, options);
  if (!got) return;
  const made = new DOMParser().parseFromString(got.text, "text/html").getElementById("desk");
  if (!made) {
    if (got.answer.ok) window.location.assign(got.answer.url);
    else toast(document.getElementById("ui-words").dataset.refused);
    return;
  }
  if (dialog.open) dialog.close();
  swap(made, focusKey());
  if (remember && got.answer.ok) window.history.pushState(null, "", got.answer.url);
}

function focusKey() {
  const active = document.activeElement;
  return desk().contains(active) && !active.closest(".desk-reason") ? active.id : "";
}

function swap(made, focused) {
  const left = find("#desk-left").scrollTop;
  const folds = [...desk().querySelectorAll("details.desk-fold[open]")].map((each) => each.id);
  const before = find("#now .desk-title")?.id;
  desk().replaceWith(document.adoptNode(made));
  for (const id of folds) if (id && document.getElementById(id)) document.getElementById(id).open = true;
  find("#desk-left").scrollTop = left;
  const now = find("#now");
  now?.scrollIntoView({ block: "nearest" });
  const moved = before !== now?.querySelector(".desk-title")?.id;
  const keep = focused && focused !== before && document.getElementById(focused);
  (moved || !keep ? find("#desk-error") ?? now : keep)?.focus({ preventScroll: true });
  start();
}

function start(first = false) {
  const shown = find("[data-viewer]");
  viewer = shown ? startViewer(shown) : null;
  for (const hint of desk().querySelectorAll(".desk-hint")) hint.hidden = false;
  for (const form of desk().querySelectorAll(".desk-reason")) startReason(form);
  const messages = [...desk().querySelectorAll(".messages .notice")].map((each) => each.textContent.trim());
  const title = find("#now .desk-title")?.textContent.trim() ?? "";
  const how = find("#now .desk-how")?.textContent.trim() ?? "";
  if (!first) say.textContent = [...messages, `${title} ${how}`].join(" ");
  if (desk().dataset.ahead) new Image().src = desk().dataset.ahead;
  if (first) {
    find("#now")?.scrollIntoView({ block: "nearest" });
    find("#now")?.focus({ preventScroll: true });
  }
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href]");
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || link.target || link.hasAttribute("download")) return;
  if (link.hasAttribute("data-close")) return event.preventDefault(), dialog.close();
  const here = new URL(link.href, window.location.href);
  if (link.hasAttribute("data-dialog")) return event.preventDefault(), void openDialog(link.href);
  if (here.pathname === window.location.pathname && here.origin === window.location.origin && !here.hash) {
    event.preventDefault();
    void go(link.href);
  }
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || !(desk().contains(form) || dialog.contains(form)) || form.closest(".menu")) return;
  event.preventDefault();
  const body = new FormData(form, event.submitter ?? undefined);
  if (dialog.contains(form)) void sendDialog(form.action, body);
  else void go(form.action, { method: "POST", body });
});

window.addEventListener("popstate", () => void go(window.location.href, {}, false));

// --- dialogs ---------------------------------------------------------------------------------------------------------

async function openDialog(url) {
  const got = await ask(url);
  if (!got) return;
  fill(got.text);
  if (!dialog.open) dialog.showModal();
  dialog.querySelector("[data-autofocus]")?.focus();
}

async function sendDialog(url, body) {
  const got = await ask(url, { method: "POST", body });
  if (!got) return;
  const made = new DOMParser().parseFromString(got.text, "text/html").getElementById("desk");
  if (made) {
    dialog.close();
    swap(made, "");
    window.history.pushState(null, "", got.answer.url);
    find(".desk-tools [data-autofocus]")?.focus();
  } else if (got.answer.ok) window.location.assign(got.answer.url);
  else fill(got.text);
}

function fill(text) {
  dialog.innerHTML = text;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close-dialog";
  close.textContent = "×";
  close.setAttribute("aria-label", words.close);
  close.addEventListener("click", () => dialog.close());
  dialog.append(close);
  for (const form of dialog.querySelectorAll(".desk-reason")) startReason(form);
}

dialog.addEventListener("close", () => find("#now")?.focus({ preventScroll: true }));

// --- reasons ---------------------------------------------------------------------------------------------------------

function startReason(form) {
  const text = form.querySelector("textarea");
  const choose = () => {
    const target = form.querySelector("[data-target]:checked")?.value;
    for (const each of form.querySelectorAll("[data-for-target]")) each.hidden = each.dataset.forTarget !== target;
  };
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-target]")) choose();
    if (event.target.matches("[data-phrase]")) usePhrase(form, text, event.target);
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) return event.preventDefault(), form.requestSubmit();
    if (event.target.matches("textarea, input:not([type=radio])") || !/^[1-9]$/.test(event.key)) return;
    const wanted = [...form.querySelectorAll(`[data-phrase="${event.key}"]`)].find((each) => !each.closest("[hidden]"));
    if (wanted) event.preventDefault(), usePhrase(form, text, wanted);
  });
  choose();
}

function usePhrase(form, text, phrase) {
  text.value = [text.value.trim(), phrase.value].filter(Boolean).join("\n");
  phrase.checked = false; // it stands in the text now
  if (/[：:]$/.test(phrase.value)) {
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  } else form.querySelector("button[type=submit]").focus();
}

function open(id) {
  const step = document.getElementById(id);
  if (!step) return;
  for (const other of desk().querySelectorAll(".desk-step[open]")) if (other !== step) other.open = false;
  step.open = true;
  const first = step.querySelector("[data-target]:checked") ?? step.querySelector("[data-phrase]") ?? step.querySelector("textarea");
  first?.focus({ preventScroll: true });
  step.scrollIntoView({ block: "nearest" });
}

// --- keys ------------------------------------------------------------------------------------------------------------

function move(by) {
  const points = [...desk().querySelectorAll("[data-point]")];
  const next = points[points.findIndex((each) => each.hasAttribute("aria-current")) + by];
  if (!next) return;
  for (const each of points) each.removeAttribute("aria-current");
  next.setAttribute("aria-current", "true"); // a second key counts from here, though the answer is still on its way
  next.click();
}

function confirm() {
  const button = find("#do-confirm");
  if (!button) return;
  if (button.tagName === "SUMMARY") open("step-confirm");
  else button.click();
}

function undo() {
  click("#do-undo");
  if (!find("#do-undo")) click(".desk-undo button");
}

const KEYS = {
  y: confirm, Enter: confirm, n: () => open("step-overrule"), a: () => open("step-ask"), c: () => open("step-comment"), u: undo,
  Y: () => (find("#now")?.closest(".desk-part")?.querySelector("[data-batch]") ?? find("[data-batch]"))?.click(),
  j: () => move(1), ArrowDown: () => move(1), k: () => move(-1), ArrowUp: () => move(-1),
  J: () => click("#to-next"), K: () => click("#to-previous"), q: () => click("#to-queue"),
  "[": () => click("[data-viewer] [data-previous]"), "]": () => click("[data-viewer] [data-next]"),
  e: () => click("#next-place"), E: () => click("#previous-place"),
  "+": () => viewer?.zoom("in"), "=": () => viewer?.zoom("in"), "-": () => viewer?.zoom("out"), 0: () => viewer?.zoom("fit"),
  r: () => click("[data-turn-right]"), R: () => click("[data-turn-left]"),
  1: () => click("#show-open"), 2: () => click("#show-failing"), 3: () => click("#show-all"),
  g: () => click("#to-conclude"), "?": () => { const keys = find("#desk-keys"); keys.open = !keys.open; },
};

document.addEventListener("keydown", (event) => {
  const reason = event.target.closest(".desk-reason, .desk-step");
  if (event.key === "Escape" && reason && !dialog.open) {
    reason.closest(".desk-step").open = false;
    find("#now")?.focus({ preventScroll: true });
    return;
  }
  if (isElsewhere(event) || event.target.closest(".desk-reason") || dialog.open || document.querySelector("dialog[open]")) return;
  const native = event.target.closest("a, button, summary");
  if (event.key === "Enter" && native) return;
  if (event.key.startsWith("Arrow") && viewer?.stage.contains(event.target)) return;
  const act = KEYS[event.key] ?? (event.shiftKey ? undefined : KEYS[event.key.toLowerCase()]);
  if (!act) return;
  event.preventDefault();
  if (event.repeat && !event.key.startsWith("Arrow") && !"jk".includes(event.key)) return; // a key held down decides once
  act();
});
