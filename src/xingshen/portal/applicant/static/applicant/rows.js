// Rows of lists: add, remove with undo, move by button or Alt+arrow, paste of a whole table from a spreadsheet.
import { toast } from "../ui/messages.js";
import { valueOf, word } from "./values.js";

const newId = () => [...crypto.getRandomValues(new Uint8Array(4))].map((each) => each.toString(16).padStart(2, "0")).join("");

export function startRows(form, saving) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    if (button.dataset.addRow) { event.preventDefault(); add(list(button.dataset.addRow)); }
    else if (button.dataset.removeRow !== undefined) { event.preventDefault(); remove(button.closest("[data-row]")); }
    else if (button.dataset.move) { event.preventDefault(); move(button.closest("[data-row]"), Number(button.dataset.move), button); }
    else if (button.dataset.paste) { event.preventDefault(); preview(button.dataset.paste, form.elements[`paste:${button.dataset.paste}`].value); }
  });
  form.addEventListener("keydown", (event) => {
    const row = event.target.closest("[data-row]");
    if (!row) return;
    if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      event.preventDefault();
      move(row, event.key === "ArrowUp" ? -1 : 1, event.target);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      add(row.parentElement, row);
    }
  });
  form.addEventListener("paste", (event) => {
    const row = event.target.closest("[data-row]");
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!row || event.target.tagName === "TEXTAREA" || !/\t|\n\S/.test(text.trim())) return;
    event.preventDefault();
    preview(row.parentElement.dataset.rows, text);
  });

  const list = (path) => form.querySelector(`[data-rows="${CSS.escape(path)}"]`);
  const rowsOf = (holder) => [...holder.querySelectorAll(":scope > [data-row]")];

  function add(holder, after = null) {
    const path = holder.dataset.rows;
    const template = form.querySelector(`template[data-row-template="${CSS.escape(path)}"]`);
    const box = document.createElement("div");
    const id = newId();
    box.innerHTML = template.innerHTML.replaceAll("__row__", id);
    const row = box.firstElementChild;
    if (after) after.after(row); else holder.append(row);
    saving.put(`${path}[${id}]`, {});
    if (after) order(holder);
    number(holder);
    row.querySelector("[data-input]")?.focus();
  }

  function remove(row) {
    const holder = row.parentElement;
    const [before, behind] = [row.previousElementSibling, row.nextElementSibling];
    const next = behind ?? before;
    const values = Object.fromEntries(
      [...row.querySelectorAll("[data-field]")].map((field) => [field.dataset.field.split("].")[1], valueOf(field)]),
    );
    const path = row.dataset.rowPath;
    row.remove();
    saving.put(path, null);
    number(holder);
    (next?.querySelector("[data-input]") ?? form.querySelector(`[data-add-row="${CSS.escape(holder.dataset.rows)}"]`)).focus();
    offerUndo(() => {
      if (behind?.isConnected) behind.before(row);
      else if (before?.isConnected) before.after(row);
      else holder.append(row);
      saving.put(path, values);
      order(holder);
      number(holder);
      row.querySelector("[data-input]")?.focus();
    });
  }

  function offerUndo(undo) {
    const text = word("removed");
    document.querySelectorAll("#toasts > [data-text]").forEach((shown) => { if (shown.dataset.text === text) shown.remove(); });
    toast(text, "success");
    const notice = [...document.querySelectorAll("#toasts > [data-text]")].find((shown) => shown.dataset.text === text);
    const button = document.createElement("button");
    button.type = "button";
    button.className = "btn";
    button.textContent = word("undo");
    button.addEventListener("click", () => { notice.remove(); undo(); });
    notice.querySelector(".body").append(" ", button);
    window.setTimeout(() => { if (!notice.matches(":focus-within")) notice.remove(); }, 15000);
  }

  function move(row, by, keepFocus) {
    const other = by < 0 ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (by < 0) other.before(row); else other.after(row);
    order(row.parentElement);
    number(row.parentElement);
    keepFocus.focus();
    row.classList.add("moved");
    window.setTimeout(() => row.classList.remove("moved"), 600);
  }

  const order = (holder) => saving.put(`${holder.dataset.rows}[]`, rowsOf(holder).map((row) => row.dataset.row));

  function number(holder) {
    rowsOf(holder).forEach((row, at) => { row.querySelector("[data-row-number]").textContent = at + 1; });
    holder.parentElement.querySelector("[data-rows-empty]").hidden = rowsOf(holder).length > 0;
    form.dispatchEvent(new CustomEvent("xs:rows", { bubbles: true }));
  }

  // --- a table from a spreadsheet --------------------------------------------------------------------------------------
  const dialog = document.getElementById("paste-dialog");
  const content = dialog.querySelector("[data-paste-body]");

  async function preview(path, text, columns = []) {
    await saving.flush();
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    data.set("field", path);
    data.set("text", text);
    for (const column of columns) data.append("column", column);
    const answer = await fetch(form.dataset.pasteUrl, { method: "POST", body: data, headers: { "X-Fragment": "1" }, redirect: "manual" }).catch(() => null);
    if (!answer?.ok) { toast(word("failed")); return; }
    content.innerHTML = await answer.text();
    if (!dialog.open) dialog.showModal();
    content.querySelector("[data-close]")?.addEventListener("click", (event) => { event.preventDefault(); dialog.close(); });
    content.querySelector("[data-preview-again]")?.addEventListener("click", (event) => {
      event.preventDefault();
      preview(path, text, [...content.querySelectorAll("[name=column]")].map((select) => select.value));
    });
  }
}
