// Elements and texts. Nothing here, or anywhere in this script, reads HTML from text.

/** An element: attributes by name, `on...` functions listen, children are elements or texts. */
function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") made.addEventListener(key.slice(2), value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

/** A message: what stands between backticks is code. */
const prose = (text) => text.split(/`([^`]+)`/).map((part, at) => (at % 2 ? el("code", {}, part) : part));

const byId = (id) => document.getElementById(id);
const two = (number) => String(number).padStart(2, "0");
const grouped = (number) => number.toLocaleString("en-US");
const counted = (number, noun) => `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;

/** `2026-01-31`, of seconds since 1970. */
function day(time) {
  if (time === null || Number.isNaN(time)) return "";
  const date = new Date(time * 1000);
  return `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`;
}

/** `2026-01-31 12:00`. */
function minute(time) {
  if (time === null || Number.isNaN(time)) return "";
  const date = new Date(time * 1000);
  return `${day(time)} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
}

/** `3 days`, of seconds. */
function lasting(seconds) {
  const units = [[31557600, "year"], [2629800, "month"], [86400, "day"], [3600, "hour"], [60, "minute"]];
  for (const [length, noun] of units) {
    if (seconds >= 2 * length || (seconds >= length && noun !== "year" && noun !== "month")) {
      return counted(Math.floor(seconds / length), noun);
    }
  }
  return "under a minute";
}

/** The name of somebody written as `Name <email>`. */
const person = (text) => text.replace(/\s*<[^<>]*>\s*$/, "") || text;
/** A text that loses its beginning where it is too long: the end of a path tells more. */
const tail = (text, most) => (text.length > most ? `…${text.slice(1 - most)}` : text);
const short = (oid) => oid.slice(0, 10);

/** Call `work` once things have been quiet for a moment. */
function later(work, wait = 120) {
  let timer = 0;
  return (...all) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...all), wait);
  };
}
