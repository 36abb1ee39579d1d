// A plain chat: sends what is typed or tapped, shows what comes back. Nothing received is ever read as HTML.

const words = document.getElementById("words").dataset;
const log = document.getElementById("log");
const status = document.getElementById("status");
const form = document.getElementById("form");
const input = document.getElementById("text");

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

const announce = (text) => { status.textContent = text; };

async function call(method, path, body, token) {
  const headers = {};
  if (body) headers["Content-Type"] = "application/json";
  if (token) headers.Authorization = `Bearer ${token}`;
  const response = await fetch(`/api/v1/${path}`, {
    method, headers, body: body && JSON.stringify(body), signal: AbortSignal.timeout(15000),
  });
  const data = response.status === 204 ? null : await response.json();
  if (!response.ok) throw Object.assign(new Error(data.title), { status: response.status, retryAfter: response.headers.get("Retry-After") });
  return data;
}

let token = sessionStorage.getItem("token");

async function begin() {
  const begun = await call("POST", "conversations", { channel: "widget", language: document.documentElement.lang });
  token = begun.token;
  sessionStorage.setItem("token", token);
  return begun.messages;
}

async function start() {
  const messages = await begin();
  log.replaceChildren();
  messages.forEach(show);
}

async function resume() {
  if (!token) return start();
  try {
    const kept = await call("GET", "messages", null, token);
    kept.messages.forEach(show);
  } catch (error) {
    if (error.status !== 401) throw error;
    await start();
  }
}

function sourceLine(source) {
  const date = source.date
    ? new Date(`${source.date}-01-01`.slice(0, 10)).toLocaleDateString(document.documentElement.lang, dateForm(source.date))
    : words.undated;
  const link = element("a", { textContent: source.title, rel: "noopener noreferrer", target: "_blank" });
  if (/^https?:\/\//.test(source.url)) link.href = source.url;
  const kind = source.confidence === "press" ? `, ${words.press}` : "";
  return element("li", {}, `${words.sources} : ${source.publisher}, `, link, ` (${date}${kind})`);
}

function dateForm(date) {
  const parts = date.split("-").length;
  return { timeZone: "UTC", year: "numeric", ...(parts > 1 && { month: "long" }), ...(parts > 2 && { day: "numeric" }) };
}

function show(message) {
  const mine = message.sender === "visitor";
  const item = element("li", { className: message.sender, lang: message.language });
  item.append(element("p", {}, element("span", { className: "unseen", textContent: mine ? words.you : words.bot }), message.text));
  if (message.sources.length) item.append(element("ul", { className: "sources" }, ...message.sources.slice(0, 3).map(sourceLine)));
  if (message.choices.length) {
    const choices = element("div", { className: "choices", role: "group", ariaLabel: words.choices });
    for (const choice of message.choices) {
      choices.append(element("button", {
        type: "button", textContent: choice.label, onclick: () => say({ choice: choice.value }, choice.label),
      }));
    }
    item.append(choices);
  }
  log.append(item);
  item.scrollIntoView({ block: item.offsetHeight > log.clientHeight ? "start" : "nearest" });
}

const visitor = (text) => ({
  sender: "visitor", text, language: document.documentElement.lang, sources: [], choices: [],
});

async function say(body, text) {
  show(visitor(text));
  const mine = log.lastElementChild;
  announce(words.waiting);
  try {
    const answer = await answered(body, text);
    announce(answer.messages.map((message) => message.text).join(" "));
    answer.messages.forEach(show);
  } catch (error) {
    const told = error.status === 429 ? words.slow.replace("{seconds}", error.retryAfter) : words.failed;
    offerRetry(told, () => { mine.remove(); say(body, text); });
  }
}

function offerRetry(told, again) {
  announce(told);
  const retry = element("button", { type: "button", textContent: words.retry });
  const trouble = element("li", { className: "trouble" }, element("p", { textContent: told }), retry);
  retry.onclick = () => { trouble.remove(); again(); };
  log.append(trouble);
  trouble.scrollIntoView({ block: "nearest" });
}

// A conversation that has expired goes on in a new one; a choice of the old one is asked there in its own words.
async function answered(body, text) {
  try {
    return await call("POST", "messages", body, token);
  } catch (error) {
    if (error.status !== 401) throw error;
    await begin();
    return call("POST", "messages", { text }, token);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (!text) return;
  input.value = "";
  say({ text }, text);
});

async function restart() {
  if (token) await call("DELETE", "conversations", null, token).catch(() => {});
  sessionStorage.removeItem("token");
  token = null;
  await start().catch(() => offerRetry(words.failed, restart));
  input.focus();
}

const load = () => resume().catch(() => offerRetry(words.failed, load));

document.getElementById("restart").addEventListener("click", restart);
load();
