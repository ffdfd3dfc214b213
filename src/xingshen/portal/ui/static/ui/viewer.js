// Looking at a page of a paper: keys for neighbours, zoom, turning. Without this the links and the browser's zoom do it.

const STEPS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const WHOLE = STEPS.indexOf(1);
const WIDE = 1000; // pixels; wider than this the larger picture is fetched
let at = WHOLE; // kept from page to page while nobody leaves

/** Makes the buttons of one `[data-viewer]` work; what it can do, for those who bind keys. */
export function startViewer(viewer) {
  const stage = viewer.querySelector(".viewer-stage");
  const sheet = viewer.querySelector(".viewer-sheet");

  const show = () => {
    stage.classList.toggle("zoomed", at !== WHOLE);
    sheet.style.width = at === WHOLE ? "" : `${STEPS[at] * 100}%`;
    sharpen();
  };
  const look = () => {
    const mark = viewer.querySelector(".viewer-mark.strong") ?? viewer.querySelector(".viewer-mark");
    if (!mark) return;
    if (viewer.dataset.viewer === "page") return void mark.scrollIntoView({ block: "center", inline: "center" });
    const [there, here] = [mark.getBoundingClientRect(), stage.getBoundingClientRect()]; // nothing but the stage is moved
    stage.scrollTop += there.top + there.height / 2 - here.top - here.height / 2;
    stage.scrollLeft += there.left + there.width / 2 - here.left - here.width / 2;
  };
  const sharpen = () => {
    const image = viewer.querySelector(".viewer-page image");
    if (sheet.clientWidth * window.devicePixelRatio > WIDE) image.setAttribute("href", image.dataset.large);
  };
  const zoom = (way) => {
    at = way === "fit" ? WHOLE : Math.min(STEPS.length - 1, Math.max(0, at + (way === "in" ? 1 : -1)));
    show();
    look();
  };
  for (const button of viewer.querySelectorAll("[data-zoom]")) {
    button.hidden = false;
    button.addEventListener("click", () => zoom(button.dataset.zoom));
  }
  show();
  look();
  return { zoom, stage };
}

/** Whether a key is meant for something else: typing, a dialog, or the browser's own. */
export function isElsewhere(event) {
  return event.ctrlKey || event.metaKey || event.altKey || event.isComposing || Boolean(event.target.closest("input, textarea, select, [contenteditable], dialog[open]"));
}

function startPage(viewer) {
  const { zoom, stage } = startViewer(viewer);
  const follow = (name) => viewer.querySelector(name)?.click();
  viewer.querySelector(".viewer-keys").hidden = false;
  document.addEventListener("keydown", (event) => {
    if (isElsewhere(event)) return;
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
}

for (const viewer of document.querySelectorAll("[data-viewer='page']")) startPage(viewer);
