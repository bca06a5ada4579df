// A sentence for the officer that belongs to no cell: shown at the bottom for a while, and read out.

const SHOWN_FOR = 6000;

const line = document.getElementById("saying");
let timer = null;

export function say(text) {
  clearTimeout(timer);
  line.textContent = text;
  timer = setTimeout(() => line.replaceChildren(), SHOWN_FOR);
}
