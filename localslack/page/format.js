/** Times, initials and colours, as people read them. */

import { zone } from "./world.js";

const PARTS = {
  weekday: "short", day: "numeric", month: "short", year: "numeric",
  hour: "2-digit", minute: "2-digit", hourCycle: "h23",
};

function parts(date, timeZone) {
  const found = new Intl.DateTimeFormat("en-GB", { ...PARTS, timeZone }).formatToParts(date);
  return Object.fromEntries(found.map(({ type, value }) => [type, value]));
}

/** "Mon 23 Nov 2026, 09:00", in the zone given. */
export function clockText(date, timeZone = zone()) {
  const { weekday, day, month, year, hour, minute } = parts(date, timeZone);
  return `${weekday} ${day} ${month} ${year}, ${hour}:${minute}`;
}

/** "Fri 4 Dec 2026" for a calendar date such as "2026-12-04". */
export function dateText(date) {
  const { weekday, day, month, year } = parts(new Date(`${date}T12:00:00Z`), "UTC");
  return `${weekday} ${day} ${month} ${year}`;
}

/** "09:00" in the reader's zone. */
export function timeText(date) {
  const { hour, minute } = parts(date, zone());
  return `${hour}:${minute}`;
}

/** "2026-11-23" in the reader's zone. */
export function dayKey(date) {
  return new Intl.DateTimeFormat("en-CA", { timeZone: zone() }).format(date);
}

/** "Today", "Yesterday" or "Friday 20 November 2026", seen from the workspace's own time. */
export function dayText(date, now) {
  const yesterday = new Date(now.getTime() - 24 * 3600 * 1000);
  if (dayKey(date) === dayKey(now)) return "Today";
  if (dayKey(date) === dayKey(yesterday)) return "Yesterday";
  return longDay(date);
}

function longDay(date) {
  const style = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: zone() };
  return new Intl.DateTimeFormat("en-GB", style).format(date).replace(",", "");
}

function styled(date, style) {
  return new Intl.DateTimeFormat("en-GB", { ...style, timeZone: zone() }).format(date);
}

const DATE_TOKENS = {
  date_num: dayKey,
  date: (date) => styled(date, { day: "numeric", month: "long", year: "numeric" }),
  date_short: (date) => styled(date, { day: "numeric", month: "short", year: "numeric" }),
  date_long: longDay,
  time: timeText,
  time_secs: (date) => styled(date, { hour: "2-digit", minute: "2-digit", second: "2-digit" }),
};

/** Fills in Slack's date tokens ("{date_short} at {time}") for a time in seconds. */
export function dateTokens(seconds, format) {
  const date = new Date(Number(seconds) * 1000);
  return format.replace(/\{(\w+)\}/g, (whole, token) => {
    const shown = DATE_TOKENS[token] ?? DATE_TOKENS[token.replace(/_pretty$/, "")];
    return shown ? shown(date) : whole;
  });
}

/** At most two initials of a name: "Team Manager, Permanence" is "TM". */
export function initials(name) {
  const words = name.split(/[\s,]+/).filter(Boolean);
  return words.slice(0, 2).map((word) => word[0].toUpperCase()).join("");
}

/** One of the avatar colours, always the same for the same person. */
export function avatarClass(id) {
  const sum = [...id].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 9973, 7);
  return `avatar-${sum % 8}`;
}
