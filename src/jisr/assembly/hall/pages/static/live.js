// The live connection to a session: the newest state at once, and again after every loss.

const QUIET_MILLISECONDS = 40_000; // the hub speaks every 15 s: longer silence is a dead line
const AGAIN_MILLISECONDS = [1000, 2000, 4000, 8000];
const LOST_MILLISECONDS = 1200; // a line that is back sooner was never missed

/**
 * Follow a session. `state` is given each state, `clock` the milliseconds by which the hub's clock
 * is ahead of this one, `line` what became of the connection: "lost", "back" or "ended" (signed out).
 */
export const follow = (number, { state, clock = () => {}, line = () => {} }) => {
  let source;
  let tries = 0;
  let quiet;
  let missed;
  let next;
  let isLost = false;

  const heard = () => {
    clearTimeout(quiet);
    clearTimeout(missed);
    missed = undefined;
    tries = 0;
    quiet = setTimeout(again, QUIET_MILLISECONDS);
    if (isLost) line("back");
    isLost = false;
  };

  const again = async () => {
    source.close();
    clearTimeout(quiet);
    missed ??= setTimeout(() => {
      isLost = true;
      line("lost");
    }, LOST_MILLISECONDS);
    const wait = AGAIN_MILLISECONDS[Math.min(tries++, AGAIN_MILLISECONDS.length - 1)];
    // Not all at once after the hub was away.
    clearTimeout(next);
    next = setTimeout(open, wait * (0.5 + Math.random() / 2));
    try {
      const answer = await fetch("/v1/sign-in/session", { headers: { "Jisr-Quiet": "1" } });
      if (answer.status === 401) line("ended");
    } catch {
      // The hub is away; that is known already.
    }
  };

  const open = () => {
    source?.close();
    source = new EventSource(`/v1/assembly/sessions/${number}/live`);
    source.addEventListener("clock", (event) => {
      heard();
      clock(Date.parse(JSON.parse(event.data).now) - Date.now());
    });
    source.addEventListener("state", (event) => {
      heard();
      state(JSON.parse(event.data));
    });
    source.addEventListener("error", again);
  };

  open();
  window.addEventListener("offline", again);
  window.addEventListener("online", () => {
    tries = 0;
    again();
  });
  window.addEventListener("pagehide", () => source.close());
};
