// Looking at a page of a paper: keys for neighbours, zoom, turning. Without this the links and the browser's zoom do it.

const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];

for (const viewer of document.querySelectorAll("[data-viewer]")) startViewer(viewer);

/** Makes one `[data-viewer]` work by keys and buttons. */
export function startViewer(viewer) {
  const stage = viewer.querySelector(".viewer-stage");
  const sheet = viewer.querySelector(".viewer-sheet");
  let at = STEPS.indexOf(1);

  const show = () => {
    stage.classList.toggle("zoomed", STEPS[at] !== 1);
    sheet.style.width = STEPS[at] === 1 ? "" : `${STEPS[at] * 100}%`;
  };
  const zoom = (way) => {
    at = way === "fit" ? STEPS.indexOf(1) : Math.min(STEPS.length - 1, Math.max(0, at + (way === "in" ? 1 : -1)));
    show();
  };
  const follow = (name) => viewer.querySelector(name)?.click();

  for (const button of viewer.querySelectorAll("[data-zoom]")) {
    button.hidden = false;
    button.addEventListener("click", () => zoom(button.dataset.zoom));
  }
  viewer.querySelector(".viewer-keys").hidden = false;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select, dialog[open]")) return;
    const act = {
      ArrowLeft: () => follow("[data-previous]"), ArrowRight: () => follow("[data-next]"),
      "+": () => zoom("in"), "=": () => zoom("in"), "-": () => zoom("out"), 0: () => zoom("fit"),
      r: () => follow("[data-turn-right]"), R: () => follow("[data-turn-left]"),
      Escape: () => document.querySelector(".eyebrow a")?.click(),
    }[event.key];
    if (!act) return;
    if (event.key.startsWith("Arrow") && stage.contains(document.activeElement) && stage.scrollWidth > stage.clientWidth) return;
    event.preventDefault();
    act();
  });
  viewer.querySelector(".viewer-mark")?.scrollIntoView({ block: "center", inline: "center" });
}
