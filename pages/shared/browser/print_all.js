// Prints the page once every section on it is open.
let done;

export default function ({ data }) {
  if (done === data.turn) return;
  done = data.turn;
  const begun = Date.now();
  const look = () => {
    const waiting = document.querySelector(".stExpander details:not([open])");
    if (waiting && Date.now() - begun < 8000) return void setTimeout(look, 100);
    // A section that has just opened is still growing; printed in the same instant it would be empty.
    document.fonts.ready.then(() => setTimeout(print, 700));
  };
  setTimeout(look, 300);
}
