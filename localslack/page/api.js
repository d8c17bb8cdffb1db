/** Everything the page asks of the server (the contract is localslack/README.md). */

async function read(answer) {
  const body = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(body.error || `The local Slack answered ${answer.status}.`);
  return body;
}

/** Asks for something; the query leaves out what is not given. */
export async function get(path, query = {}) {
  return read(await fetch(`${path}?${new URLSearchParams(query)}`));
}

/** Sends a form with files. */
export async function upload(path, form) {
  return read(await fetch(path, { method: "POST", body: form }));
}

/** Sends something as JSON. */
export async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  return read(await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }));
}
