// Saves what was typed: a queue that is sent after a pause, kept in the browser until the server has it, and retried.
// “已保存” is only shown once the server has answered that everything typed so far is stored.
import { fieldAt, valueOf, word } from "./values.js";

const PAUSE = 800;
const RETRIES = [1000, 2000, 4000, 8000, 15000];
const KEEPALIVE_LIMIT = 60000;

/** `onAnswer(answer)` gets every answer of the server, `onSaved()` when nothing is left to send. */
export function startSaving(form, { onAnswer, onSaved }) {
  const state = {
    version: Number(form.dataset.version), // what the page as a whole has seen
    bases: new Map(), // path -> version in which that field was last seen, where older than the page
    pending: new Map(), // path -> value, in the order of typing
    sent: new Map(), // path -> values that were sent and never confirmed
    timer: 0,
    running: null,
    failures: 0,
    expired: false,
  };
  const key = `xs-apply-${form.dataset.person}-${form.dataset.application}`;
  const indicator = document.getElementById("saved");

  const show = (kind, text) => {
    if (!indicator) return;
    indicator.className = `saved ${kind}`;
    indicator.textContent = text;
  };
  const csrf = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? form.querySelector("[name=csrfmiddlewaretoken]").value;
  const baseOf = (path) => state.bases.get(path) ?? state.version;
  const isPrivate = (path) => fieldAt(path)?.hasAttribute("data-private") ?? false;

  // --- kept in the browser until the server has it; ids and phones are never kept there -------------------------------
  const keep = () => {
    const kept = [...state.pending].filter(([path]) => !isPrivate(path)).map(([path, value]) => ({ path, value, base: baseOf(path) }));
    try {
      if (kept.length) localStorage.setItem(key, JSON.stringify({ section: form.dataset.section, kept }));
      else localStorage.removeItem(key);
    } catch {
      return; // No room, or switched off: the page itself still holds everything.
    }
  };
  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(key) ?? "null")?.kept ?? [];
    } catch {
      return [];
    }
  };

  const put = (path, value) => {
    state.pending.delete(path);
    state.pending.set(path, value);
    keep();
    if (!state.failures && !state.expired) show("pending", word("saving"));
    window.clearTimeout(state.timer);
    state.timer = window.setTimeout(flush, state.failures ? RETRIES[Math.min(state.failures, RETRIES.length) - 1] : PAUSE);
  };

  const body = () => JSON.stringify({
    base: state.version,
    changes: [...state.pending].map(([path, value]) => ({ path, value, base: baseOf(path) })),
  });
  const send = (text, keepalive) => fetch(form.dataset.saveUrl, {
    method: "POST", body: text, keepalive, redirect: "manual", credentials: "same-origin",
    headers: { "Content-Type": "application/json", "X-CSRFToken": csrf(), "X-Requested-With": "fetch" },
  });

  function flush() {
    window.clearTimeout(state.timer);
    if (state.running) return state.running.then(flush);
    if (!state.pending.size) return Promise.resolve(true);
    state.running = attempt().finally(() => { state.running = null; });
    return state.running;
  }

  async function attempt() {
    const batch = new Map(state.pending);
    let answer;
    try {
      answer = await send(body(), false);
    } catch {
      return failed("failed");
    }
    if (answer.type === "opaqueredirect" || answer.status === 401) return failed("expired");
    if (answer.status === 403 || answer.status === 404 || answer.status === 400) return refused(answer);
    if (!answer.ok) return failed("failed");
    return stored(await answer.json(), batch);
  }

  function failed(kind) {
    state.expired = kind === "expired";
    for (const [path, value] of state.pending) state.sent.set(path, [...(state.sent.get(path) ?? []), JSON.stringify(value)]);
    state.failures += 1;
    show("failed", word(kind));
    if (state.expired && indicator) {
      const link = document.createElement("a");
      link.href = `${form.dataset.loginUrl}?next=${encodeURIComponent(window.location.pathname)}`;
      link.target = "_blank";
      link.rel = "opener";
      link.textContent = word("login");
      indicator.append(" ", link);
    }
    state.timer = window.setTimeout(flush, RETRIES[Math.min(state.failures, RETRIES.length) - 1]);
    return false;
  }

  function refused(answer) {
    if (answer.status === 403 && !state.retriedToken) { // the token changed with a new login: the cookie has the new one
      state.retriedToken = true;
      state.timer = window.setTimeout(flush, 300);
      return false;
    }
    state.failures += 1;
    show("failed", word("gone"));
    state.timer = window.setTimeout(flush, RETRIES.at(-1));
    return false;
  }

  function stored(answer, batch) {
    state.failures = 0;
    state.expired = false;
    state.retriedToken = false;
    const own = answer.conflicts.filter((conflict) => wroteItself(conflict));
    answer.conflicts = answer.conflicts.filter((conflict) => !own.includes(conflict));
    const before = state.version;
    for (const [path, value] of batch) {
      if (state.pending.get(path) === value) state.pending.delete(path);
      state.sent.delete(path);
      state.bases.delete(path);
    }
    state.version = answer.version;
    for (const conflict of own) {
      if (!state.pending.has(conflict.path)) state.pending.set(conflict.path, batch.get(conflict.path));
    }
    for (const fresh of answer.fresh) if (state.pending.has(fresh.path)) state.bases.set(fresh.path, before);
    onAnswer(answer, state);
    form.querySelector("[data-base]").value = answer.version;
    keep();
    if (state.pending.size) {
      state.timer = window.setTimeout(flush, 50);
      return false;
    }
    show("", word("saved", { time: answer.time }));
    form.dispatchEvent(new CustomEvent("xs:saved", { bubbles: true }));
    onSaved();
    return true;
  }

  /** The answer to an earlier save of ours was lost: what “others” wrote is what we had sent. */
  function wroteItself(conflict) {
    const tried = state.sent.get(conflict.path) ?? [];
    return conflict.private ? tried.length > 0 : tried.includes(JSON.stringify(conflict.theirs));
  }

  const leave = () => {
    keep();
    if (!state.pending.size) return;
    const text = body();
    if (text.length < KEEPALIVE_LIMIT) send(text, true).catch(() => {});
  };
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") leave(); });
  window.addEventListener("pagehide", leave);
  window.addEventListener("online", flush);
  window.addEventListener("focus", () => { if (state.pending.size) flush(); });

  return {
    put,
    flush,
    /** The person chose with both values in view. */
    choose: (path, value) => { state.bases.set(path, state.version); put(path, value); },
    isPending: (path) => state.pending.has(path),
    hasPending: () => state.pending.size > 0,
    /** Values of an earlier visit that the server never confirmed, put back into the fields. */
    restore: (apply) => {
      const found = kept();
      for (const each of found) apply(each.path, each.value);
      for (const each of found) {
        state.bases.set(each.path, each.base);
        state.pending.set(each.path, each.value);
      }
      if (found.length) flush();
      return found.length;
    },
    valueAt: (path) => (fieldAt(path) ? valueOf(fieldAt(path)) : undefined),
  };
}
