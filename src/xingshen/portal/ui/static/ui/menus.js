// Menus and the self-check sheet are <details>: they open without scripts. Here they also close again by themselves.

/** Escape and a click elsewhere close `[data-menu]`; Escape and a followed link close the sheet `[data-sheet]`. */
export function startMenus() {
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details[data-menu][open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    const link = event.target.closest?.("a[href*='#']");
    const sheet = link?.closest(".selfcheck")?.querySelector("details[data-sheet][open]");
    if (sheet) sheet.open = false;
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const opened of document.querySelectorAll("details[data-menu][open], details[data-sheet][open]")) {
      opened.open = false;
      opened.querySelector("summary").focus();
    }
  });
}
