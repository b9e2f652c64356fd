// One run played on a canvas: people appear where the server has put them, when they first noticed a
// post, on a line from the account that showed it to them. Every frame is made here, without the
// server. `data` is described in ui/film/film.py; a row is a person, row 0 is us.
//
// A settled layer holds everything that has finished happening, so that a frame draws only what is
// new. tools.js stands before this
// file; mount.js behind it puts the film on a page.

const FRESH = 0.9; // seconds, at speed 1, in which something is still seen to happen
const STEP = 0.02; // of the whole, that an arrow key moves in time
const LARGEST = 22; // pixels a unit of the layout may take
const ARRIVES = 0, SHARES = 1, BUYS = 2; // what a moment is about

// Films side by side in a box, made from a template of player.html: the first has the controls, the
// others follow it. Returns the films, to be closed when the box goes.
function playTogether(box, template, clips) {
  const films = clips.map(({ title, film }, place) => {
    const part = element("figure");
    part.className = place ? "clip follows" : "clip";
    part.append(element("figcaption", title), template.content.cloneNode(true));
    box.append(part);
    return Object.assign(new Film(part), { follows: place > 0, shown: film });
  });
  films[0].followers = films.slice(1);
  for (const film of films.reverse()) film.show(film.shown);
  return films;
}

class Film {
  constructor(root) {
    const find = (name) => root.querySelector(name);
    Object.assign(this, {
      root: find(".film"), picture: find(".picture"), ticks: find(".ticks"),
      when: find(".when"), events: find(".events"), counts: find(".counts"),
      legend: find(".legend"), person: find(".person"), button: find(".play"),
      range: find("input"), speed: find("select"), toggles: [...root.querySelectorAll("[data-colour]")],
      still: matchMedia("(prefers-reduced-motion: reduce)").matches,
      colour: "hop", place: 0, playing: false, chosen: -1, frame: 0, settled: null,
      followers: [], follows: false,
    });
    this.button.onclick = () => this.play(!this.playing);
    this.range.oninput = () => {
      this.play(false);
      this.go(this.range.value / this.range.max);
    };
    this.picture.onclick = (event) => this.choose(this.personAt(event.offsetX, event.offsetY));
    this.picture.onpointermove = (event) => {
      const hit = this.personAt(event.offsetX, event.offsetY) >= 0;
      this.picture.style.cursor = hit ? "pointer" : "default";
    };
    this.picture.onkeydown = (event) => this.key(event);
    for (const toggle of this.toggles) {
      toggle.onclick = () => {
        this.colour = toggle.dataset.colour;
        this.restyle();
      };
    }
    this.watcher = new ResizeObserver(() => this.fit());
    this.watcher.observe(this.picture);
  }

  // Called again for new data and for a new theme.
  show(data) {
    const another = data.id !== this.data?.id;
    this.data = data;
    this.root.classList.toggle("small", !!data.small); // a picture, counters, time: nothing else
    if (another) this.load();
    this.restyle();
    this.fit();
    if (another && !this.still && !this.follows) this.play(true);
  }

  load() {
    const { parent, x, y, seen, shared, bought } = this.data;
    this.at = seen.map((time) => this.placeOf(time)); // when each appears, in parts of the whole
    this.brings = new Set(parent.slice(1));
    this.rim = x.map(() => 0); // how far each one's cluster reaches around them
    parent.forEach((from, row) => {
      if (row && !this.brings.has(row)) {
        this.rim[from] = Math.max(this.rim[from], Math.hypot(x[row] - x[from], y[row] - y[from]) + 0.6);
      }
    });
    const moments = (times, what) =>
      times.map((time, row) => ({ row, what, at: time < 0 ? -1 : this.placeOf(time) }));
    this.moments = [
      ...moments(seen, ARRIVES), ...moments(shared, SHARES), ...moments(bought, BUYS),
    ].filter((moment) => moment.row > 0 && moment.at >= 0).sort((a, b) => a.at - b.at);
    const own = [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
    [this.left, this.top, this.right, this.bottom] = this.data.ends ?? own;
    this.picture.setAttribute("aria-label", this.data.summary);
    this.counters = this.data.counters.map(({ label }) => {
      const box = document.createElement("div");
      box.append(element("dt", label), element("dd", "0"));
      return box;
    });
    this.counts.replaceChildren(...this.counters);
    this.place = this.still ? 1 : 0;
    this.px = this.py = this.settled = null; // nothing is painted until it fits
    this.play(false);
    this.choose(-1);
  }

  close() {
    cancelAnimationFrame(this.frame);
    this.watcher.disconnect();
  }

  // --- Time: a place is a part of the whole, from 0 to 1; `pace` is the time at equal places.

  timeOf(place) {
    const { pace } = this.data, knot = Math.min(place, 1) * (pace.length - 1), low = Math.floor(knot);
    const high = Math.min(low + 1, pace.length - 1);
    return pace[low] + (pace[high] - pace[low]) * (knot - low);
  }

  placeOf(time) {
    const { pace } = this.data, high = Math.max(1, firstAbove(pace, time));
    if (high >= pace.length) return 1;
    return (high - 1 + (time - pace[high - 1]) / (pace[high] - pace[high - 1])) / (pace.length - 1);
  }

  play(on) {
    if (on && this.place >= 1) this.place = 0;
    this.playing = on;
    this.button.textContent = on ? "Pause" : "Play";
    cancelAnimationFrame(this.frame);
    let before;
    const next = (now) => {
      const passed = before === undefined ? 0 : (now - before) / 1000;
      before = now;
      this.go(this.place + (passed * this.speed.value) / this.data.seconds);
      if (this.place >= 1) this.play(false);
      else if (this.playing) this.frame = requestAnimationFrame(next);
    };
    if (on) this.frame = requestAnimationFrame(next);
  }

  go(place) {
    this.place = Math.max(0, Math.min(1, place));
    this.paint();
    for (const film of this.followers) film.go(place);
  }

  // --- Painting

  restyle() {
    const style = getComputedStyle(this.root), of = (name) => style.getPropertyValue(`--st-${name}`).trim();
    this.ink = of("text-color");
    this.paper = of("secondary-background-color");
    this.font = of("font");
    this.palette = of("chart-categorical-colors").split(",");
    for (const toggle of this.toggles) {
      toggle.setAttribute("aria-pressed", String(toggle.dataset.colour === this.colour));
    }
    this.drawLegend();
    this.settled = null;
    this.paint();
    this.paintTicks();
  }

  colourOf(row) {
    const { hop, kind, kinds } = this.data;
    if (row === 0) return this.ink;
    if (this.colour === "hop") return this.palette[Math.min(hop[row], this.palette.length) - 1];
    const { colour } = kinds[kind[row]];
    return colour ?? this.palette[kind[row]] ?? this.ink;
  }

  fit() {
    const sharp = Math.min(2, devicePixelRatio || 1);
    for (const canvas of [this.picture, this.ticks]) {
      canvas.width = Math.round(canvas.clientWidth * sharp);
      canvas.height = Math.round(canvas.clientHeight * sharp);
      canvas.getContext("2d").setTransform(sharp, 0, 0, sharp, 0, 0);
    }
    const { clientWidth: width, clientHeight: height } = this.picture;
    this.unit = Math.min(width / (this.right - this.left + 5), height / (this.bottom - this.top + 5), LARGEST);
    const { x, y } = this.data, middle = [(this.left + this.right) / 2, (this.top + this.bottom) / 2];
    this.px = x.map((each) => width / 2 + (each - middle[0]) * this.unit);
    this.py = y.map((each) => height / 2 + (each - middle[1]) * this.unit);
    this.settled = null;
    this.paint();
    this.paintTicks();
  }

  paint() {
    if (!this.px || !this.picture.width) return;
    const pen = this.picture.getContext("2d");
    const fresh = this.still ? 0 : FRESH / this.data.seconds;
    this.settle(this.place >= 1 ? 1 : this.place - fresh);
    pen.clearRect(0, 0, this.picture.clientWidth, this.picture.clientHeight);
    pen.drawImage(this.settled, 0, 0, this.picture.clientWidth, this.picture.clientHeight);
    for (let next = this.done; next < this.moments.length && this.moments[next].at <= this.place; next++) {
      this.draw(pen, this.moments[next], (this.place - this.moments[next].at) / fresh);
    }
    if (this.chosen >= 0 && this.at[this.chosen] <= this.place) this.drawChosen(pen);
    this.drawUs(pen);
    this.showTime();
  }

  // Bring the settled layer up to a place; going back begins it anew.
  settle(place) {
    if (!this.settled || (this.done && this.moments[this.done - 1].at > place)) {
      this.settled = Object.assign(document.createElement("canvas"), {
        width: this.picture.width, height: this.picture.height,
      });
      const sharp = this.picture.width / this.picture.clientWidth;
      this.settled.getContext("2d").setTransform(sharp, 0, 0, sharp, 0, 0);
      this.done = 0;
    }
    const pen = this.settled.getContext("2d");
    while (this.done < this.moments.length && this.moments[this.done].at <= place) {
      this.draw(pen, this.moments[this.done++], 1);
    }
  }

  // One moment, `age` from 0, just now, to 1, settled.
  draw(pen, { row, what }, age) {
    const x = this.px[row], y = this.py[row], size = this.sizeOf(row), colour = this.colourOf(row);
    pen.fillStyle = pen.strokeStyle = colour;
    if (what === ARRIVES) {
      this.drawLine(pen, row, age);
      if (age < 1) disc(pen, x, y, size * (1 + 1.6 * (1 - age)), 0.35 * (1 - age));
      disc(pen, x, y, size * Math.min(1, 0.4 + 2 * age));
    } else if (what === SHARES) {
      pen.strokeStyle = this.ink;
      pen.lineWidth = Math.max(1, size * 0.25);
      circle(pen, x, y, size + pen.lineWidth / 2);
      if (age < 1) {
        pen.lineWidth = 1.5;
        pen.globalAlpha = 1 - age;
        circle(pen, x, y, size + 3 + age * Math.max(14, (this.rim[row] + 1) * this.unit));
        pen.globalAlpha = 1;
      }
    } else {
      diamond(pen, x, y, Math.max(5, size * 1.3) * (1 + 2 * (1 - age)), this.ink, this.paper);
    }
  }

  // Faint within a cluster; strong, a stem, from its rim to those who brought others in turn.
  drawLine(pen, row, age) {
    const from = this.data.parent[row], stem = this.brings.has(row);
    const ends = [this.px[from], this.py[from], this.px[row], this.py[row]];
    const far = Math.hypot(ends[2] - ends[0], ends[3] - ends[1]);
    line(pen, ends, (this.sizeOf(from) + 2) / far, 0.7, Math.max(stem ? 0.4 : 0.16, 0.8 * (1 - age)));
    if (stem) line(pen, ends, (this.rim[from] * this.unit) / far, Math.max(1.2, this.unit * 0.22), 0.75);
  }

  drawUs(pen) {
    const size = Math.max(11, this.unit * 0.9);
    pen.fillStyle = this.ink;
    disc(pen, this.px[0], this.py[0], size);
    pen.fillStyle = this.paper;
    pen.font = `600 ${Math.round(size * 0.95)}px ${this.font}`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillText("us", this.px[0], this.py[0]);
  }

  // The path to the chosen person, and a ring around them.
  drawChosen(pen) {
    pen.strokeStyle = this.ink;
    pen.lineWidth = 2;
    pen.beginPath();
    for (let row = this.chosen; row > 0; row = this.data.parent[row]) {
      pen.moveTo(this.px[row], this.py[row]);
      pen.lineTo(this.px[this.data.parent[row]], this.py[this.data.parent[row]]);
    }
    pen.stroke();
    const [x, y, size] = [this.px[this.chosen], this.py[this.chosen], this.sizeOf(this.chosen)];
    pen.fillStyle = this.colourOf(this.chosen);
    disc(pen, x, y, size + 2);
    pen.lineWidth = 3;
    circle(pen, x, y, size + 6);
  }

  sizeOf(row) {
    return Math.max(1.3, this.unit * (row === 0 ? 0.9 : this.brings.has(row) ? 0.68 : 0.52));
  }

  // Where the posts and the days lie along the scrubber, whose thumb is 16 pixels wide.
  paintTicks() {
    const pen = this.ticks.getContext("2d"), width = this.ticks.clientWidth;
    const along = (time) => 8 + this.placeOf(time) * (width - 16);
    pen.clearRect(0, 0, width, this.ticks.clientHeight);
    pen.fillStyle = this.ink;
    for (const time of this.data.posts) disc(pen, along(time), 4, 2.5);
    pen.font = `12px ${this.font}`;
    pen.textBaseline = "bottom";
    const [first, last] = [this.data.pace[0], this.data.pace[this.data.pace.length - 1]];
    for (let day = Math.floor(first / DAY) + 1, free = 0; (day - 1) * DAY <= last; day++) {
      const at = along(Math.max(first, (day - 1) * DAY)), text = `day ${day}`, wide = pen.measureText(text).width;
      if (at >= free && at + wide <= width) {
        pen.fillText(text, at, 23);
        free = at + wide + 14;
      }
    }
  }

  // --- Words

  showTime() {
    const time = this.timeOf(this.place);
    this.when.textContent = clock(time);
    this.range.value = Math.round(this.place * this.range.max);
    this.range.setAttribute("aria-valuetext", clock(time));
    const counted = ({ times, counts }) => {
      const before = firstAbove(times, time);
      return (before ? counts[before - 1] : 0).toLocaleString("en");
    };
    this.data.counters.forEach((counter, number) => {
      this.counters[number].lastChild.textContent = counted(counter);
    });
    if (this.data.events) this.events.textContent = `${counted(this.data.events)} events so far`;
  }

  drawLegend() {
    const { hop, kind, kinds, hops } = this.data, rows = hop.map((_, row) => row).slice(1);
    const entries = this.colour === "hop"
      ? hops.map((label, number) => [label, rows.find((row) => Math.min(hop[row], hops.length) === number + 1)])
      : Object.entries(kinds).map(([code, { label }]) => [label, rows.find((row) => kind[row] === +code)]);
    const items = entries.filter(([, row]) => row !== undefined).map(([label, row]) =>
      entry(label, `<circle cx="8" cy="8" r="6" fill="${this.colourOf(row)}"/>`));
    items.push(entry("passed it on", `<circle cx="8" cy="8" r="6" fill="none" stroke="${this.ink}" stroke-width="2.5"/>`));
    if (this.data.bought.some((time) => time >= 0)) {
      items.push(entry("bought", `<path d="M8 1l6 7-6 7-6-7z" fill="${this.paper}" stroke="${this.ink}" stroke-width="2"/>`));
    }
    this.legend.replaceChildren(...items);
  }

  choose(row) {
    if (!this.data.name) return; // a clip says nothing of single accounts
    this.chosen = row;
    const { name, about, actions, did, brought, more } = this.data;
    if (row < 0) {
      this.person.replaceChildren(element("p", "Click on a person to see what they did."));
    } else {
      const list = element("ul");
      for (const [time, action, post, source] of actions[row]) {
        const text = did[action].replace("{post}", post + 1).replace("{source}", this.nameOf(source));
        const item = element("li");
        item.append(element("time", clock(time)), ` ${text}`);
        list.append(item);
      }
      if (more[row]) list.append(element("li", `and ${more[row].toLocaleString("en")} more`));
      const others = brought[row] === 1 ? "1 person" : `${brought[row].toLocaleString("en")} people`;
      this.person.replaceChildren(
        element("h2", capital(name[row])), element("p", about[row]),
        element("p", row && brought[row] ? `${capital(others)} noticed a post first through them.` : ""), list,
      );
    }
    this.paint();
  }

  nameOf(account) {
    return this.data.names[account] ?? `account ${account.toLocaleString("en")}`;
  }

  // --- Hands

  // The nearest person who has appeared, not farther than a fingertip; -1 for nobody.
  personAt(x, y) {
    let best = -1, nearest = 12 ** 2;
    for (let row = 0; row < this.at.length && (row === 0 || this.at[row] <= this.place); row++) {
      const far = (this.px[row] - x) ** 2 + (this.py[row] - y) ** 2;
      if (far < nearest) [best, nearest] = [row, far];
    }
    return best;
  }

  key(event) {
    const known = firstAbove(this.at, this.place), next = (step) => (this.chosen + step + known) % known;
    const keys = {
      " ": () => this.play(!this.playing),
      ArrowLeft: () => this.jump(this.place - STEP),
      ArrowRight: () => this.jump(this.place + STEP),
      Home: () => this.jump(0),
      End: () => this.jump(1),
      ArrowDown: () => this.choose(next(1)),
      ArrowUp: () => this.choose(next(-1)),
      Escape: () => this.choose(-1),
    };
    if (!(event.key in keys) || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  }

  jump(place) {
    this.play(false);
    this.go(place);
  }
}
