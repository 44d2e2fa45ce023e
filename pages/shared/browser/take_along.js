// A figure to take along: saves its picture, with the address of this view in it, and copies a link to the view or the
// line that shows the figure alone on another page.
import { download } from "./download.js";

const LINE = 110; // letters of an address that have room in a line of the picture

// Two lines of an address that people can read; without what is chosen where that takes more.
function lines(address) {
  const { origin, pathname, hash } = new URL(address);
  const whole = address.length > 2 * LINE ? origin + pathname + hash : address;
  let shown = whole;
  try { shown = decodeURI(whole); } catch { /* "%" alone is no letter: it is shown as it is */ }
  return [shown.slice(0, LINE), shown.slice(LINE, 2 * LINE)];
}

const escaped = text => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

function withAddress(svg, address) {
  const [first, second] = lines(address);
  return svg.replace(/(<text [^>]*y=")([^"]*)("[^>]*>)\{address\}<\/text>/, (_, before, y, after) =>
    `${before}${y}${after}${escaped(first)}</text>` +
    (second && `${before}${Number(y) + 16}${after}${escaped(second)}</text>`));
}

async function painted(svg) {
  const image = new Image(), canvas = document.createElement("canvas"), sharp = 2;
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  Object.assign(canvas, { width: sharp * image.naturalWidth, height: sharp * image.naturalHeight });
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((made, not) => canvas.toBlob(file => file ? made(file) : not(Error("no picture")), "image/png"));
}

export default function ({ parentElement, data }) {
  const part = name => parentElement.querySelector(name), status = part("[role=status]");
  // Said anew, also where it is the same as before.
  const tell = text => {
    status.textContent = "";
    setTimeout(() => { status.textContent = text; }, 100);
  };
  const address = new URL(data.link, location.href).href.replace(/#$/, "");

  const save = (kind, made) => {
    part(`.${kind}`).onclick = async () => {
      status.textContent = "";
      try {
        download(await made(withAddress(data.svg, address)), `ketamine-${data.name}.${kind}`);
      } catch { // what keeps a program from reading pictures that it drew
        tell(data.failed);
      }
    };
  };
  save("svg", svg => new Blob([svg], { type: "image/svg+xml" }));
  save("png", painted);

  const frame = document.createElement("iframe");
  const src = `${new URL(data.alone, location.href).href}&embed=true`;
  Object.assign(frame, { src, title: data.title, width: "100%", height: data.frame, loading: "lazy" });
  frame.style.border = 0;

  for (const [kind, text] of Object.entries({ link: address, embed: frame.outerHTML })) {
    const field = part(`.${kind}`), button = part(`[data-of=${kind}]`);
    field.value = text;
    field.onfocus = () => field.select();
    button.onclick = async () => {
      try {
        await navigator.clipboard.writeText(text);
        tell(data.copied);
      } catch { // without TLS, or where a reader does not allow it
        field.focus();
        const copied = document.execCommand("copy");
        if (copied) button.focus();
        tell(copied ? data.copied : data.by_hand);
      }
    };
  }
}
