// The form that saves itself. Without this file the same form is saved with its buttons.
import { toast } from "../ui/messages.js";
import { focusTarget, startChecking } from "./checking.js";
import { startRows } from "./rows.js";
import { startSaving } from "./saving.js";
import { startSums } from "./sums.js";
import { fieldAt, keepBlankInner, putValue, shown, valueOf, word } from "./values.js";

const form = document.querySelector("form[data-apply]");
if (form) {
  const checking = startChecking(form);
  const saving = startSaving(form, { onAnswer: tell, onSaved: () => checking.refresh() });
  const sums = startSums(form);
  startRows(form, saving);

  const typed = (event) => {
    if (!event.target.matches("[data-input]")) return;
    const field = event.target.closest("[data-field]");
    if (field.dataset.kind === "table") keepBlankInner(field);
    saving.put(field.dataset.field, valueOf(field));
    count(field);
  };
  form.addEventListener("input", typed);
  form.addEventListener("change", (event) => { if (event.target.matches("select, [type=radio], [type=checkbox]")) saving.flush(); });
  form.addEventListener("focusout", () => { if (saving.hasPending()) saving.flush(); });
  form.addEventListener("submit", async (event) => {
    if (!saving.hasPending() || form.dataset.leaving) return;
    event.preventDefault();
    const button = event.submitter;
    await Promise.race([saving.flush(), new Promise((done) => window.setTimeout(done, 4000))]);
    form.dataset.leaving = "yes";
    form.requestSubmit(button);
  });

  const found = saving.restore((path, value) => {
    const field = fieldAt(path);
    if (field && field.dataset.kind !== "rows") putValue(field, value);
  });
  if (found) {
    const notice = form.querySelector("[data-restored]");
    notice.querySelector("[data-restored-words]").textContent = word("restored");
    notice.hidden = false;
  }
  sums.update();
  for (const field of form.querySelectorAll("[data-kind=long]")) count(field);
  focusTarget();
  window.addEventListener("hashchange", focusTarget);

  // --- what the server answers ------------------------------------------------------------------------------------------
  function tell(answer) {
    for (const fresh of answer.fresh) take(fresh);
    for (const conflict of answer.conflicts) ask(conflict);
    for (const [path, sentence] of Object.entries(answer.refused)) refuse(path, sentence);
  }

  /** Somebody else changed this meanwhile, and nothing was typed here: show it. */
  function take(fresh) {
    const field = fieldAt(fresh.path);
    const rows = fieldAt(fresh.path.split("[")[0]);
    if (field && !saving.isPending(fresh.path) && !fresh.private) {
      if (field.dataset.sum === undefined) note(field, word("fresh", { who: fresh.by }));
      if (!field.contains(document.activeElement)) putValue(field, fresh.value);
    } else if (rows && fresh.path.includes("[")) note(rows, word("freshRows", { who: fresh.by }));
    sums.update();
  }

  function note(field, text) {
    field.classList.add("fresh");
    let line = field.querySelector(":scope > .fresh-note");
    if (!line) {
      line = document.createElement("p");
      line.className = "fresh-note";
      line.setAttribute("role", "status");
      field.append(line);
    }
    line.textContent = text;
    window.setTimeout(() => field.classList.remove("fresh"), 6000);
  }

  /** Both values, and a choice. Until it is made nothing is stored here. */
  function ask(conflict) {
    const field = fieldAt(conflict.path) ?? fieldAt(conflict.path.split("[")[0]);
    if (!field) { // typed in another section before a crash, and changed by somebody since
      toast(`${conflict.name}${word("colon")}${word("conflict", { who: conflict.by, time: conflict.at })} ${shown(conflict.theirs)} ${word("yours")} ${shown(conflict.yours)}`, "warning");
      return;
    }
    field.querySelector(":scope > .conflict")?.remove();
    const box = document.createElement("div");
    box.className = "conflict";
    box.setAttribute("role", "alert");
    const theirs = conflict.row_removed ? word("conflictRow") : conflict.private ? word("conflictPrivate") : shown(conflict.theirs, field);
    box.append(line(word("conflict", { who: conflict.by, time: conflict.at }), theirs));
    if (!conflict.private) box.append(line(word("yours"), shown(conflict.yours, field)));
    const actions = document.createElement("div");
    actions.className = "actions";
    actions.append(
      button(word("mine"), () => { box.remove(); saving.choose(...mine(conflict, field)); }),
      button(word("theirs"), () => { box.remove(); theirsTaken(conflict, field); }),
    );
    box.append(actions);
    field.append(box);
  }

  function mine(conflict, field) {
    if (!conflict.row_removed) return [conflict.path, conflict.private ? valueOf(field) : conflict.yours];
    const row = field.closest("[data-row]");
    const cells = [...row.querySelectorAll("[data-field]")].map((cell) => [cell.dataset.field.split("].")[1], valueOf(cell)]);
    return [row.dataset.rowPath, Object.fromEntries(cells)];
  }

  function theirsTaken(conflict, field) {
    if (conflict.private || conflict.path.endsWith("]")) window.location.reload();
    else if (conflict.row_removed) field.closest("[data-row]").remove();
    else putValue(field, conflict.theirs);
    sums.update();
  }

  function line(head, text) {
    const paragraph = document.createElement("p");
    const quote = document.createElement("q");
    quote.textContent = text;
    paragraph.append(head, quote);
    return paragraph;
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  function refuse(path, sentence) {
    const field = fieldAt(path) ?? fieldAt(path.split("[")[0]);
    if (field) note(field, sentence);
  }

  function count(field) {
    const place = field.querySelector("[data-count]");
    if (!place) return;
    const length = [...field.querySelector("textarea").value.trim()].length;
    place.hidden = length === 0;
    place.textContent = word("characters", { count: String(length) });
  }
}
