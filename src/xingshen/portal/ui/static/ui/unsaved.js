// Asks before a page with typed but unsaved content is left.

/**
 * Watches every form with `data-guard-unsaved`. A form that saves itself says so with an event `xs:saved` on the form, or by
 * an htmx request from within it that succeeded.
 */
export function startUnsavedGuard() {
  const changed = new Set();
  const guarded = (target) => target.closest?.("form[data-guard-unsaved]");
  document.addEventListener("input", (event) => {
    const form = guarded(event.target);
    if (form) changed.add(form);
  });
  document.addEventListener("submit", (event) => changed.delete(event.target));
  document.addEventListener("xs:saved", (event) => changed.delete(event.target));
  document.addEventListener("htmx:afterRequest", (event) => {
    const form = guarded(event.detail.elt);
    if (form && event.detail.successful) changed.delete(form);
  });
  window.addEventListener("beforeunload", (event) => {
    if ([...changed].some((form) => form.isConnected)) event.preventDefault();
  });
}
