// The server's clock and the time that is left. The computer's own clock is only used to count on from what the server said.
import { left } from "./words.js";

const SHANGHAI = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23",
});
const LAST_DAY = 24 * 3600 * 1000;

/** Lets every `[data-server-clock]` run and every `[data-countdown]` shrink. */
export function startClocks() {
  const clock = document.querySelector("[data-server-clock]");
  if (!clock) return;
  const atLoad = Number(clock.dataset.serverClock);
  const counted = performance.now();
  const now = () => atLoad + performance.now() - counted;
  const tick = () => {
    show(now());
    window.setTimeout(tick, 1000 - (now() % 1000));
  };
  tick();
}

function show(now) {
  for (const clock of document.querySelectorAll("[data-server-clock]")) {
    clock.textContent = SHANGHAI.format(now);
  }
  for (const countdown of document.querySelectorAll("[data-countdown]")) {
    const rest = Date.parse(countdown.dataset.countdown) - now;
    const text = left(rest);
    if (countdown.textContent !== text) countdown.textContent = text;
    countdown.closest(".deadline")?.classList.toggle("near", rest < LAST_DAY);
  }
}
