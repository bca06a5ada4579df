// Talking to the server: one token for all requests, a limit to the waiting, and one word for “nobody answers”.

import { parse } from "./swap.js";

const PATIENCE = 20000;

export class Unreachable extends Error {}
export class SignedOut extends Unreachable {}

let token = document.querySelector("#sheet-form [name=csrfmiddlewaretoken]").value;

/** @throws {Unreachable} where the request should be made again later; what was to be sent stays with the caller */
export async function post(url, body) {
  const response = await answered(url, body);
  if (response.type === "opaqueredirect") throw new SignedOut();
  if (response.status === 403) {
    await renewToken();
    throw new Unreachable();
  }
  if (response.status >= 500) throw new Unreachable();
  return response;
}

/** @throws {Unreachable} where the connection broke in the middle of the reply */
export async function textOf(response) {
  try {
    return await response.text();
  } catch (error) {
    if (error instanceof TypeError || error.name === "AbortError") throw new Unreachable();
    throw error;
  }
}

async function answered(url, body) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), PATIENCE);
  try {
    const headers = { "X-CSRFToken": token, "X-Live": "1" };
    return await fetch(url, { method: "POST", headers, body, redirect: "manual", signal: stop.signal });
  } catch (error) {
    if (error instanceof TypeError || error.name === "AbortError") throw new Unreachable();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** After a new log-in in another tab the page's token is stale: take the one of a fresh copy of this page. */
async function renewToken() {
  try {
    const page = await fetch(window.location.href);
    const input = parse(await page.text()).querySelector("#sheet-form [name=csrfmiddlewaretoken]");
    if (input) token = input.value;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error; // no network: the next request says so again
  }
}
