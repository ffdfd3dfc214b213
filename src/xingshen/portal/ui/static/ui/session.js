// Warns two minutes before the session ends and can keep it. Another tab that keeps it keeps it for all.
import { left } from "./words.js";

const WARNING = 120 * 1000;
const KEY = "xs-session-ends";

/** Uses `#session-dialog` with `data-session-seconds` and `data-stay-url`; does nothing for visitors. */
export function startSession() {
  const dialog = document.getElementById("session-dialog");
  if (!dialog) return;
  const span = Number(dialog.dataset.sessionSeconds) * 1000;
  const extend = () => localStorage.setItem(KEY, String(Date.now() + span));
  const rest = () => Number(localStorage.getItem(KEY)) - Date.now();
  extend();
  document.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) extend();
  });
  dialog.querySelector("[data-session-stay]").addEventListener("click", async () => {
    const token = document.querySelector("input[name=csrfmiddlewaretoken]")?.value ?? "";
    try {
      const answer = await fetch(dialog.dataset.stayUrl, { method: "POST", headers: { "X-CSRFToken": token }, redirect: "manual" });
      if (answer.ok) extend();
      else window.location.reload();
    } catch {
      return; // No network: the dialog stays, with the time that is left.
    }
    dialog.close();
  });
  const watch = window.setInterval(() => {
    if (rest() <= 0) {
      window.clearInterval(watch);
      window.location.reload();
    } else if (rest() <= WARNING) {
      dialog.querySelector("[data-session-left]").textContent = left(rest());
      if (!dialog.open) dialog.showModal();
    } else if (dialog.open) dialog.close();
  }, 1000);
}
