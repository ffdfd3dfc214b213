// The queue by keyboard: / goes to the search, j and k move, Enter opens, x ticks. Ticks are counted; one ticks the page.

const form = document.querySelector("[data-queue]");
const search = document.querySelector(".queue-q input");
let at = -1;

function rows() {
  return [...(form?.querySelectorAll("[data-queue-row]") ?? [])];
}

function ticks() {
  return [...(form?.querySelectorAll("input[name='id']") ?? [])];
}

/** The row that the keys speak of, with the focus on its link. */
function go(to) {
  const all = rows();
  if (!all.length) return;
  all[at]?.removeAttribute("aria-current");
  at = Math.max(0, Math.min(to, all.length - 1));
  all[at].setAttribute("aria-current", "true");
  const link = all[at].querySelector("th a");
  link.focus({ preventScroll: true });
  all[at].scrollIntoView({ block: "nearest" });
}

function tell() {
  const number = ticks().filter((tick) => tick.checked).length;
  const place = form.querySelector("[data-queue-chosen]");
  place.textContent = number ? place.dataset.word.replace("%(number)d", String(number)) : "";
  form.querySelector("[data-queue-all]").checked = number > 0 && number === ticks().length;
  for (const button of form.querySelectorAll(".queue-batch [type='submit']")) button.disabled = number === 0;
}

function typing(target) {
  return target.closest?.("input:not([type='checkbox']), select, textarea, dialog[open], [contenteditable]");
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  const all = rows();
  if (event.key === "/") search?.focus();
  else if (event.key === "j") go(at + 1);
  else if (event.key === "k") go(at - 1);
  else if (event.key === "x" && all[at]) all[at].querySelector("input[name='id']").click();
  else if (event.key === "Enter" && all[at] && event.target === document.body) all[at].querySelector("th a").click();
  else return;
  event.preventDefault();
}

document.addEventListener("keydown", press);
form?.addEventListener("change", (event) => {
  if (event.target.matches("[data-queue-all]")) for (const tick of ticks()) tick.checked = event.target.checked;
  tell();
});
form?.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-queue-row]");
  if (!row) return;
  const all = rows();
  all[at]?.removeAttribute("aria-current");
  at = all.indexOf(row);
  row.setAttribute("aria-current", "true");
});
if (form) tell();
