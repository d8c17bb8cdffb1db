/** The live connection: one EventSource for the person looking, which reconnects by itself. */

const PAUSE = 3000;
let source = null;

/** Listens as `user`; `heard` gets every event, `again` is called when a lost connection is back. */
export function listenAs(user, heard, again, lost = false) {
  source?.close();
  const mine = new EventSource(`/page/stream?${new URLSearchParams({ user })}`);
  source = mine;
  mine.addEventListener("message", (event) => heard(JSON.parse(event.data)));
  mine.addEventListener("open", () => {
    if (lost) again();
    lost = false;
  });
  mine.addEventListener("error", () => {
    lost = true;
    if (mine.readyState === EventSource.CLOSED) setTimeout(retry, PAUSE);
  });
  // A browser gives up for good when the server answers with an error.
  const retry = () => mine === source && listenAs(user, heard, again, true);
}
