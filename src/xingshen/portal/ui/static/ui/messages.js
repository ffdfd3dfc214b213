// Messages: a button to dismiss them, a toast where a request in the background failed, the focus on the error summary.
import { word } from "./words.js";

/** Makes `[data-dismissable]` dismissable, moves the focus to `[data-focus-now]` once, tells failures of htmx requests. */
export function startMessages() {
  prepare(document);
  document.addEventListener("htmx:load", (event) => prepare(event.target));
  document.addEventListener("htmx:sendError", () => toast(word("offline")));
  document.addEventListener("htmx:timeout", () => toast(word("offline")));
  document.addEventListener("htmx:responseError", () => toast(word("refused")));
}

/** Shows `text` at the lower edge until it is dismissed; the same text is not shown twice. */
export function toast(text, kind = "error") {
  const place = document.getElementById("toasts");
  if (!place || [...place.children].some((shown) => shown.dataset.text === text)) return;
  const notice = document.createElement("div");
  notice.className = `notice ${kind}`;
  notice.dataset.text = text;
  notice.dataset.dismissable = "";
  const icon = document.createElement("span");
  icon.className = "icon";
  icon.setAttribute("aria-hidden", "true");
  icon.textContent = kind === "success" ? "✓" : "!";
  const body = document.createElement("div");
  body.className = "body";
  body.textContent = text;
  notice.append(icon, body);
  place.append(notice);
  prepare(place);
}

function prepare(root) {
  for (const notice of root.querySelectorAll("[data-dismissable]:not(:has(> .close))")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "close";
    button.textContent = "×";
    button.setAttribute("aria-label", word("dismiss"));
    button.addEventListener("click", () => notice.remove());
    notice.append(button);
  }
  const summary = root.querySelector("[data-focus-now]");
  if (!summary) return;
  delete summary.dataset.focusNow;
  summary.focus();
}
