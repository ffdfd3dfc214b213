// The self-check beside the form: asked for after every save, and now and then while papers are being read.

const WAIT_FOR_PAPERS = 4000;

export function startChecking(form) {
  const body = document.querySelector("[data-check-body]");
  let running = false;
  let again = false;
  let timer = 0;

  async function refresh() {
    if (running) { again = true; return; }
    running = true;
    window.clearTimeout(timer);
    try {
      const answer = await fetch(form.dataset.checkUrl, { redirect: "manual", credentials: "same-origin" });
      if (answer.ok) show(await answer.json());
    } catch {
      return; // The saved state tells that the server cannot be reached.
    } finally {
      running = false;
      if (again) { again = false; refresh(); }
    }
  }

  function show(found) {
    if (body.dataset.last !== found.body) {
      const opened = [...body.querySelectorAll("details[open]")].length > 0;
      body.innerHTML = found.body;
      body.dataset.last = found.body;
      if (opened) for (const fold of body.querySelectorAll("details")) fold.open = true;
    }
    for (const place of document.querySelectorAll("[data-check-counts]")) place.innerHTML = found.counts;
    for (const list of document.querySelectorAll(".steps > ol, .steps-select > ol")) list.outerHTML = found.steps;
    if (found.remarks) fields(found);
    if (found.reading) timer = window.setTimeout(refresh, WAIT_FOR_PAPERS);
  }

  function fields(found) {
    for (const notes of form.querySelectorAll("[data-notes]")) {
      const path = notes.closest("[data-field]").dataset.field;
      const html = found.remarks[path] ?? "";
      if (notes.dataset.last !== html && (html || notes.childElementCount)) notes.innerHTML = html;
      notes.dataset.last = html;
    }
    for (const field of form.querySelectorAll(".fields > [data-field]")) {
      const path = field.dataset.field;
      if (!path.includes("[")) field.hidden = found.hidden.includes(path);
      const mark = field.querySelector("[data-optional]");
      if (mark) mark.hidden = found.required.includes(path);
    }
    for (const group of form.querySelectorAll("[data-group]")) {
      group.hidden = [...group.querySelectorAll(":scope > .fields > [data-field]")].every((field) => field.hidden);
    }
  }

  if (document.querySelector("[data-reading]")) timer = window.setTimeout(refresh, WAIT_FOR_PAPERS);
  return { refresh };
}

/** A link of the self-check that leads to this page: the field is shown and gets the focus. */
export function focusTarget() {
  const id = decodeURIComponent(window.location.hash.slice(1));
  const place = id && document.getElementById(id);
  if (!place || place.matches("main")) return; // the skip link leads to the content as everywhere
  const field = place.closest("[data-field]") ?? place;
  if (field.hidden) field.hidden = false;
  place.scrollIntoView({ block: "center" });
  (place.matches("input, select, textarea") ? place : place.querySelector("[data-input]") ?? place).focus({ preventScroll: true });
}

