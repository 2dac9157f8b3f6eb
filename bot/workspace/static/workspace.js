"use strict";
// The page works without this file; it adds live updates, sending without a reload, and the JSON in its place.

const awaited = new Set(); // messages sent from here: their thread opens with the first reply

function atEnd(scroll) {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
}

// To the last message, and to its beginning where it is longer than the view.
function showLast(scroll) {
  const last = scroll.querySelector(".log > :last-child");
  if (last) scroll.scrollTop += last.getBoundingClientRect().top - scroll.getBoundingClientRect().top - 12;
}

// What a pressed button is replaced with takes its focus, so that the keyboard stays where it was.
function focusOn(item) {
  if (item.tabIndex < 0) item.tabIndex = -1;
  item.focus({ preventScroll: true });
}

// Keeps the items that did not change, so that focus and opened JSON stay.
function updateList(list, fresh) {
  const scroll = list.closest(".scroll");
  const follow = atEnd(scroll);
  const last = list.lastElementChild;
  const wanted = new Set([...fresh.children].map((item) => item.id));
  for (const item of [...list.children]) if (!wanted.has(item.id)) item.remove();
  let before = list.firstElementChild;
  for (const item of [...fresh.children]) {
    const known = document.getElementById(item.id);
    if (known && known.dataset.state === item.dataset.state) {
      before = known.nextElementSibling;
    } else if (known) {
      const focused = known.contains(document.activeElement) ? document.activeElement.id : null;
      known.replaceWith(item);
      if (focused !== null) focusOn((focused && document.getElementById(focused)) || item);
      before = item.nextElementSibling;
    } else {
      list.insertBefore(item, before);
    }
  }
  if (follow && list.lastElementChild !== last) showLast(scroll);
}

function updatePlain(part, fresh) {
  if (part.innerHTML === fresh.innerHTML) return;
  const focused = part.contains(document.activeElement) ? document.activeElement.id : "";
  part.replaceChildren(...fresh.childNodes);
  if (focused) document.getElementById(focused)?.focus();
}

const CONTROLS = "a, button, input, select, summary, textarea";

// To find a control again once its part was replaced: by its id, else by its turn, for block ids may be new each time.
function placeOf(control) {
  const part = control.closest("[data-live]");
  return { control, id: control.id, part: part?.id, turn: part ? [...part.querySelectorAll(CONTROLS)].indexOf(control) : -1 };
}

function controlAt(place) {
  if (place.control.isConnected) return place.control;
  return document.getElementById(place.id) || document.getElementById(place.part)?.querySelectorAll(CONTROLS)[place.turn];
}

// The Home tab: replaced as a whole, but only when something in it changed.
function updateState(part, fresh) {
  if (part.dataset.state === fresh.dataset.state) return;
  const focused = part.contains(document.activeElement) && placeOf(document.activeElement);
  part.replaceWith(fresh);
  if (focused) controlAt(focused)?.focus();
}

let opener = null; // what had the focus before a modal opened gets it back

// What is to be read is read from its beginning; what is to be filled in begins with its first field.
function openModal(dialog, focused) {
  dialog.removeAttribute("open");
  dialog.showModal();
  const body = dialog.querySelector(".modal-body");
  const first = dialog.querySelector("[aria-invalid=true]:not(fieldset), [aria-invalid=true] input");
  const field = dialog.querySelector(".modal-foot .send") && body.querySelector(":is(input, select, textarea, button):not([type=hidden])");
  (first || (focused && document.getElementById(focused)) || field || body).focus();
}

function updateModal(part, fresh) {
  const current = part.querySelector("dialog");
  const next = fresh.querySelector("dialog");
  if (current?.id === next?.id && current?.dataset.state === next?.dataset.state) return;
  const focused = current && current.id === next?.id ? document.activeElement.id : "";
  if (!current) opener = placeOf(document.activeElement);
  part.replaceChildren(...fresh.childNodes);
  if (next) openModal(part.querySelector("dialog"), focused);
  else ((opener && controlAt(opener)) || document.getElementById("text"))?.focus();
}

const UPDATES = { list: updateList, state: updateState, modal: updateModal };

function openAwaitedThread() {
  if (document.body.classList.contains("thread-open") || document.getElementById("text")?.value) return;
  for (const ts of awaited) {
    const replies = document.getElementById(`m-${ts}`)?.querySelector(".replies");
    if (replies) {
      awaited.delete(ts);
      location.assign(replies.href);
      return;
    }
  }
}

let updating = false;
let again = false;

async function update() {
  again = true; 
  if (updating) return;
  updating = true;
  try {
    while (again) {
      again = false; 
      const answer = await fetch(location.href, { headers: { "X-Requested-With": "fetch" } });
      if (!answer.ok) break;
      const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of document.querySelectorAll("[data-live]")) {
        const current = fresh.getElementById(part.id);
        if (current) (UPDATES[part.dataset.live] || updatePlain)(part, current);
      }
      openAwaitedThread();
    }
  } finally {
    updating = false; 
  }
}

function listen() {
  const stream = new EventSource("/changes");
  stream.onmessage = () => update().catch(() => {});
  stream.onerror = () => {
    document.getElementById("status").innerHTML = '<span class="dot off"></span> The workspace has stopped';
  };
}

// The question of a confirm object, before anything is sent.
function sure(asked) {
  const dialog = document.createElement("dialog");
  dialog.className = "sure";
  dialog.setAttribute("aria-labelledby", "sure-title");
  dialog.innerHTML = '<h2 id="sure-title"></h2><p></p><form method="dialog" class="modal-foot"><button class="block-button" value="no"></button><button class="send" value="yes"></button></form>';
  dialog.querySelector("h2").textContent = asked.title;
  dialog.querySelector("p").textContent = asked.text;
  dialog.querySelector("[value=no]").textContent = asked.no;
  dialog.querySelector("[value=yes]").textContent = asked.yes;
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      answer(dialog.returnValue === "yes");
    });
  });
}

async function send(form, submitter) {
  const menu = submitter?.closest("details.menu");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
  if (submitter?.dataset.title && !(await sure(submitter.dataset))) return;
  const body = new URLSearchParams(new FormData(form, submitter));
  const text = form.querySelector("textarea[name=text]");
  const problem = form.querySelector(".problem");
  const typed = text?.value;
  if (text) {
    text.value = "";
    grow(text);
  }
  if (problem) problem.hidden = true;
  try {
    const address = submitter?.getAttribute("formaction") || form.action;
    const answer = await fetch(address, { method: "POST", body, headers: { "X-Requested-With": "fetch" } });
    if (!answer.ok) throw new Error(await answer.text());
    const ts = answer.headers.get("X-Message");
    if (ts && !body.has("thread")) awaited.add(ts);
    await update();
  } catch (error) {
    if (!problem) return;
    problem.textContent = error instanceof TypeError ? "Not sent: the workspace does not answer." : error.message;
    problem.hidden = false;
    if (text && !text.value) text.value = typed;
  }
}

function grow(text) {
  text.style.height = "auto";
  text.style.height = `${Math.min(text.scrollHeight, 180)}px`;
}

async function toggleJson(link) {
  const under = link.closest(".under");
  const shown = under.nextElementSibling;
  const open = !shown;
  if (shown) {
    shown.remove();
  } else {
    const pre = document.createElement("pre");
    pre.className = "json";
    pre.tabIndex = 0;
    const answer = await fetch(link.href);
    pre.textContent = answer.ok ? await answer.text() : "This message is gone.";
    under.after(pre);
  }
  link.setAttribute("aria-expanded", String(open));
  link.textContent = open ? "Hide JSON" : "Show JSON";
}

document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  event.preventDefault();
  send(event.target, event.submitter);
});

document.addEventListener("keydown", (event) => {
  if (event.target.matches(".composer textarea") && event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    if (event.target.value.trim()) event.target.form.requestSubmit();
  }
  if (event.key !== "Escape" || document.querySelector("dialog[open]")) return;
  const menu = event.target.closest("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  } else if (!event.target.value) document.querySelector(".close")?.click();
});

// Escape closes a modal as its cancel button does: Slack decides what becomes of it.
document.addEventListener(
  "cancel",
  (event) => {
    if (!event.target.matches("dialog.modal")) return;
    event.preventDefault();
    const close = document.getElementById("view-close");
    close.requestSubmit(document.querySelector(".modal-foot [form=view-close]"));
  },
  true,
);

document.addEventListener("input", (event) => {
  if (event.target.matches(".composer textarea")) grow(event.target);
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  const insert = event.target.closest(".insert");
  if (insert) {
    const text = insert.form.querySelector("textarea");
    if (!text.value.startsWith(insert.dataset.insert)) text.value = insert.dataset.insert + text.value;
    text.focus();
    text.setSelectionRange(text.value.length, text.value.length);
  }
  const json = event.target.closest(".show-json");
  if (json && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    toggleJson(json);
  }
});

// A menu that opens at the lower end is brought into view.
document.addEventListener(
  "toggle",
  (event) => {
    if (event.target.matches("details.menu[open]")) event.target.querySelector("ul").scrollIntoView({ block: "nearest" });
  },
  true,
);

// Whether the panel of rules is open outlasts a change of channel.
const rules = document.getElementById("rules");
rules.open = sessionStorage.getItem("rules") === "open";
rules.addEventListener("toggle", () => sessionStorage.setItem("rules", rules.open ? "open" : ""));
document.querySelector(".conversations [aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
if (!location.hash) document.querySelectorAll(".scroll").forEach(showLast);
const open = document.querySelector("dialog.modal");
if (open) openModal(open, "");
listen();
