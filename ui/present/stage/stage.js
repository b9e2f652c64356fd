// The stage: one slide at a time in a modal dialog, which covers everything and takes every key.
// State that outlives a rerun of the page stands in `kept`, by the element the component lives in.
const kept = new WeakMap();

const FORTH = ["ArrowRight", "PageDown", " ", "Enter"];
const BACK = ["ArrowLeft", "PageUp", "Backspace"];
const BETS = { ArrowUp: 1, ArrowDown: -1 };

export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const [start, on] = parentElement.querySelectorAll(".start");
  const stage = parentElement.querySelector(".stage");
  const template = parentElement.querySelector(".film-template");
  const state = kept.get(parentElement) ?? { at: 0, bet: 50, typed: "", placed: false };
  kept.set(parentElement, state);

  start.textContent = "Start presenting";
  start.onclick = () => {
    Object.assign(state, { bet: 50, placed: false });
    open(0);
  };
  on.textContent = `Go on at ${data.begin + 1} of ${data.slides.length}`;
  on.hidden = data.begin === 0;
  on.onclick = () => open(data.begin);
  stage.setAttribute("aria-label", "Presentation: arrow keys to move, Escape to leave");
  stage.onkeydown = (event) => pressed(event);
  stage.onclick = (event) => go(event.clientX < stage.clientWidth / 3 ? -1 : 1);
  stage.onclose = () => {
    closeFilms();
    if (stage.getRootNode().fullscreenElement || document.fullscreenElement) {
      document.exitFullscreen().catch(() => {});
    }
    start.focus();
    setTriggerValue("left", state.at);
  };
  // Escape leaves full screen without telling the dialog.
  stage.onfullscreenchange = () => {
    const full = stage.getRootNode().fullscreenElement ?? document.fullscreenElement;
    if (!full && stage.open) stage.close();
  };
  if (stage.open) draw();

  function open(at) {
    Object.assign(state, { at, typed: "" });
    stage.showModal();
    stage.requestFullscreen?.().catch(() => {}); // without it the dialog fills the window
    draw();
  }

  function pressed(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const betting = data.slides[state.at]?.kind === "bet";
    if (FORTH.includes(event.key)) go(1);
    else if (BACK.includes(event.key)) go(-1);
    else if (event.key === "Home") go(-state.at);
    else if (event.key === "End") go(data.slides.length - 1 - state.at);
    else if (betting && event.key in BETS) bet(state.bet + BETS[event.key] * (event.shiftKey ? 10 : 1));
    else if (betting && /^[0-9]$/.test(event.key)) type(event.key);
    else return;
    event.preventDefault();
  }

  function type(digit) {
    const typed = Number(state.typed + digit) <= 100 ? state.typed + digit : digit;
    bet(Number(typed));
    state.typed = typed;
  }

  function bet(value) {
    state.bet = Math.max(0, Math.min(100, value));
    state.typed = "";
    state.placed = true;
    // The number alone: a slide drawn anew fades in anew.
    stage.querySelector(".bet").firstChild.nodeValue = state.bet;
  }

  function go(steps) {
    state.at = Math.max(0, Math.min(data.slides.length - 1, state.at + steps));
    state.typed = "";
    draw();
  }

  function draw() {
    const slide = data.slides[state.at];
    stage.style.setProperty("--brand", data.colour);
    stage.style.setProperty("--st-chart-categorical-colors", data.palette);
    stage.dataset.kind = slide.kind;
    closeFilms();
    stage.replaceChildren(top(slide), body(slide), bottom());
    if (slide.clips.length) state.films = playTogether(stage.querySelector(".clips"), template, slide.clips);
    fit();
  }

  function closeFilms() {
    for (const film of state.films ?? []) film.close();
    state.films = [];
  }

  // A long text is set in smaller type rather than cut; the statement stays larger than its lines.
  function fit() {
    const room = stage.querySelector(".slide");
    const dots = room.querySelector(".dots")?.parentElement;
    for (let width = 27; dots && width >= 18; width -= 1) {
      room.style.setProperty("--dots", width);
      if (dots.offsetHeight <= room.clientHeight) break;
    }
    const fits = () => room.scrollHeight <= room.clientHeight && room.scrollWidth <= room.clientWidth;
    if (room.querySelector(".clips")) {
      room.style.setProperty("--scale", 2.8);
      for (let height = 34; height >= 8; height -= 1) {
        room.style.setProperty("--film", height);
        if (fits()) return;
      }
    }
    const alone = !room.matches(".split") && !room.querySelector("table, .clips");
    for (let scale = alone ? 6.4 : 4.8; scale >= 1.6; scale -= 0.2) {
      room.style.setProperty("--scale", scale);
      room.style.setProperty("--lines", Math.max(1.3, Math.min(alone ? 2.8 : 2, 0.45 * scale)));
      room.style.setProperty("--rows", Math.max(1.15, Math.min(1.75, 0.46 * scale)));
      if (fits()) return;
    }
  }

  function top(slide) {
    const line = made("div", "top");
    if (data.logo) line.append(Object.assign(made("img"), { src: data.logo, alt: data.name }));
    line.append(made("span", "", data.name), made("span", "heading", slide.heading));
    return line;
  }

  function bottom() {
    const line = made("div", "bottom");
    line.append(made("span", "", data.footer), made("span", "", `${state.at + 1} / ${data.slides.length}`));
    return line;
  }

  function body(slide) {
    const room = made("div", "slide");
    room.setAttribute("aria-live", "polite");
    const words = made("div", "words");
    words.append(made("h2", "statement", slide.statement));
    if (slide.kind === "bet") words.append(betting());
    if (slide.kind === "reveal" && state.placed) {
      words.append(made("p", "lines", slide.against_bet.replace("{bet}", state.bet)));
    }
    if (slide.lines.length) {
      const lines = made(slide.kind === "agenda" ? "ol" : "ul", "lines");
      lines.append(...slide.lines.map((text) => made("li", "", text)));
      words.append(lines);
    }
    if (slide.table.length) words.append(table(slide.table));
    if (slide.clips.length) words.append(clips());
    room.append(words);
    const shown = slide.dots.length ? dots(slide) : slide.chart ? chart(slide) : null;
    if (shown) {
      room.classList.add("split", slide.dots.length ? "halves" : "wide");
      room.append(shown);
    }
    return room;
  }

  function betting() {
    const said = made("div", "bet", String(state.bet));
    said.append(made("small", "", " of 100 runs"));
    const box = made("div");
    box.append(said, made("p", "hint", "Arrow up and down, or type a number."));
    return box;
  }

  function dots(slide) {
    const [wins, ties, losses] = slide.counts;
    const [a, b] = slide.sides;
    const box = made("div");
    const grid = made("div", "dots");
    grid.setAttribute("role", "img");
    grid.setAttribute("aria-label", `Of 100 runs: ${a} ${wins}, tie ${ties}, ${b} ${losses}`);
    grid.append(...slide.dots.map((kind) => made("i", kind)));
    const key = made("div", "key");
    key.append(made("span", "win", `${a}: ${wins}`));
    if (ties) key.append(made("span", "tie", `Tie: ${ties}`));
    key.append(made("span", "loss", `${b}: ${losses}`));
    box.append(grid, key, made("p", "note", slide.dots_note));
    box.style.justifySelf = "center";
    return box;
  }

  function chart(slide) {
    return Object.assign(made("img", "chart"), { src: slide.chart, alt: slide.chart_said });
  }

  // A click on a film is for the film, and its keys too: but not those that move on.
  function clips() {
    const box = made("div", "clips");
    box.onclick = (event) => event.stopPropagation();
    return box;
  }

  function table(rows) {
    const found = made("table");
    rows.forEach((cells, place) => {
      const line = made("tr");
      line.append(...cells.map((text) => made(place ? "td" : "th", "", text)));
      found.append(line);
    });
    return found;
  }
}

function made(tag, kind = "", text = "") {
  const element = document.createElement(tag);
  if (kind) element.className = kind;
  if (text) element.textContent = text;
  return element;
}
