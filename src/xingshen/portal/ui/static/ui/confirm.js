// Asks before something that cannot be taken back. Without scripts the server asks on a page of its own (`ui/_confirm.html`).

/**
 * A form with `data-confirm` (the question), `data-confirm-text` (what follows from it) and `data-confirm-yes` (the word on
 * the button) is sent only after a yes.
 */
export function startConfirms() {
  const dialog = document.getElementById("confirm-dialog");
  if (!dialog) return;
  let pending = null;
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!form.dataset.confirm || form.dataset.confirmed) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    pending = { form, button: event.submitter };
    dialog.querySelector("[data-confirm-title]").textContent = form.dataset.confirm;
    dialog.querySelector("[data-confirm-words]").textContent = form.dataset.confirmText ?? "";
    dialog.querySelector("[data-confirm-agree]").textContent = form.dataset.confirmYes ?? event.submitter?.textContent ?? "";
    dialog.showModal();
  }, true);
  dialog.querySelector("[data-confirm-agree]").addEventListener("click", () => {
    dialog.close();
    pending.form.dataset.confirmed = "yes";
    pending.form.requestSubmit(pending.button);
    delete pending.form.dataset.confirmed;
  });
  dialog.querySelector("[data-confirm-back]").addEventListener("click", () => dialog.close());
}
