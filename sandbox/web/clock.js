// The program's clock: telling it in words, in its own zone, and moving it.
import { $, toast, tried } from "./dom.js";
import { api, coalesced } from "./api.js";

let zone = "Europe/Moscow";
let offset = 0;
let moving = false;
let touched = false;
let pressed = null;

function parts(moment) {
  const options = { timeZone: zone, weekday: "long", day: "numeric", month: "long", year: "numeric",
    hour: "2-digit", minute: "2-digit", timeZoneName: "longOffset" };
  const found = new Intl.DateTimeFormat("ru-RU", options).formatToParts(moment);
  return Object.fromEntries(found.map(({ type, value }) => [type, value]));
}

export const programNow = () => new Date(Date.now() + offset);

export function timeWords(moment) {
  const { hour, minute } = parts(moment);
  return `${hour}:${minute}`;
}

/** «вторник, 15 октября»; the year only when it is not the program's present one. */
export function dayWords(moment) {
  const { weekday, day, month, year } = parts(moment);
  const tail = year === parts(programNow()).year ? "" : ` ${year}`;
  return `${weekday}, ${day} ${month}${tail}`;
}

/** The time if it is today by the program's clock, else the short date. */
export function shortWords(moment) {
  if (dayWords(moment) === dayWords(programNow())) return timeWords(moment);
  return new Intl.DateTimeFormat("ru-RU", { timeZone: zone, day: "numeric", month: "short" }).format(moment);
}

/** What a date-and-time field holds, in the program's zone («2026-10-15T14:30»). */
const fieldValue = (moment) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" })
    .format(moment).replace(" ", "T");

/** A field's wall-clock value with the zone's offset at that moment: unambiguous for the server. */
function withOffset(value) {
  const guess = new Date(`${value}Z`);
  const shift = parts(guess).timeZoneName.replace(/^GMT/, "").replace("\u2212", "-");
  return `${value}:00${shift || "+00:00"}`;
}

function show() {
  const now = programNow();
  const { weekday, day, month, year } = parts(now);
  const words = `${weekday}, ${day} ${month} ${year}, ${timeWords(now)}`;
  if ($("clock-now").textContent !== words) {
    $("clock-now").textContent = words;
    $("clock-now").dateTime = now.toISOString();
    $("clock-date").min = fieldValue(now);
    if (!touched) $("clock-date").value = `${fieldValue(new Date(+now + 864e5)).slice(0, 10)}T09:00`;
  }
  $("clock-moving").textContent = moving ? "Время идёт…" : "";
  for (const control of $("clock-panel").elements) control.disabled = moving;
  if (!moving && pressed) {
    if (document.activeElement === document.body) pressed.focus();
    pressed = null;
  }
}

export const refreshClock = coalesced(async () => {
  const clock = await api.clock();
  ({ zone, moving } = clock);
  offset = Date.parse(clock.now) - Date.now();
  show();
});

async function move(change) {
  pressed = document.activeElement;
  moving = true;
  show();
  const done = await tried(() => api.moveClock(change));
  if (done && change.to) touched = false;
  await tried(refreshClock);
}

export function startClock() {
  $("clock-toggle").onclick = () => {
    const open = $("clock-toggle").getAttribute("aria-expanded") !== "true";
    $("clock-toggle").setAttribute("aria-expanded", open);
  };
  $("clock-date").oninput = () => { touched = true; };
  $("clock-panel").onclick = ({ target }) => {
    if (target.dataset.plus) move({ plus: target.dataset.plus });
    if (target.dataset.next) move({ next: target.dataset.next });
  };
  $("clock-panel").noValidate = true;
  $("clock-panel").onsubmit = (event) => {
    event.preventDefault();
    const to = $("clock-date").value;
    if (!to) toast("Укажите дату и время, до которых перевести часы.");
    else if (to <= fieldValue(programNow())) toast("Часы идут только вперёд. Выберите момент позже.");
    else move({ to: withOffset(to) });
  };
  // The stream of events may be late or broken while the program works hard on its way.
  setInterval(() => (moving ? refreshClock().catch(() => {}) : show()), 1000);
}
