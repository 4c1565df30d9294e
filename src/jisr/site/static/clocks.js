// Clocks that run: <time data-until="2026-11-24T10:10:00Z"> counts down, and up once it has passed.
const EVERY_MILLISECONDS = 1000;
const two = (number) => String(number).padStart(2, "0");

const shown = (seconds) => {
  const rest = Math.abs(seconds);
  const hours = Math.floor(rest / 3600);
  const minutes = Math.floor((rest % 3600) / 60);
  const text = hours ? `${hours}:${two(minutes)}:${two(rest % 60)}` : `${minutes}:${two(rest % 60)}`;
  return seconds < 0 ? `+${text}` : text;
};

const tick = () => {
  for (const clock of document.querySelectorAll("time[data-until]")) {
    const seconds = Math.round((Date.parse(clock.dataset.until) - Date.now()) / 1000);
    clock.textContent = shown(seconds);
    clock.dataset.state = seconds < 0 ? "late" : seconds < 120 ? "soon" : "running";
  }
};

/** Let every clock of the page run. */
export const start = () => {
  tick();
  setInterval(tick, EVERY_MILLISECONDS);
};

export { tick };
