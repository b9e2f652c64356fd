// Small tools that draw and write, which know nothing of a film.

const ROUND = 2 * Math.PI;
const DAY = 86_400; // seconds

// How many of these sorted numbers are not above a limit.
function firstAbove(sorted, limit) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function clock(time) {
  const two = (number) => String(Math.floor(number)).padStart(2, "0");
  return `day ${Math.floor(time / DAY) + 1}, ${two((time % DAY) / 3600)}:${two((time % 3600) / 60)}`;
}

function disc(pen, x, y, size, alpha = 1) {
  pen.globalAlpha = alpha;
  pen.beginPath();
  pen.arc(x, y, size, 0, ROUND);
  pen.fill();
  pen.globalAlpha = 1;
}

function circle(pen, x, y, size) {
  pen.beginPath();
  pen.arc(x, y, size, 0, ROUND);
  pen.stroke();
}

// From a part of the way on to the end; `ends` is x, y, x, y.
function line(pen, [x, y, toX, toY], from, width, alpha) {
  const skip = Math.min(0.9, from);
  pen.globalAlpha = alpha;
  pen.lineWidth = width;
  pen.beginPath();
  pen.moveTo(x + skip * (toX - x), y + skip * (toY - y));
  pen.lineTo(toX, toY);
  pen.stroke();
  pen.globalAlpha = 1;
}

function diamond(pen, x, y, size, ink, paper) {
  pen.beginPath();
  for (const [dx, dy] of [[0, -size], [size, 0], [0, size], [-size, 0]]) pen.lineTo(x + dx, y + dy);
  pen.closePath();
  pen.fillStyle = paper;
  pen.fill();
  pen.strokeStyle = ink;
  pen.lineWidth = 2;
  pen.stroke();
}

// Text goes in as text, never as markup: names may come from a file.
function element(kind, text = "") {
  return Object.assign(document.createElement(kind), { textContent: text });
}

function entry(label, symbol) {
  const item = element("li");
  item.innerHTML = `<svg viewBox="0 0 16 16" aria-hidden="true">${symbol}</svg>`; // our own markup
  item.append(label);
  return item;
}

function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
