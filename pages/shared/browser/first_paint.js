// Says that the style is here, by a press of the page's hidden button: see first_paint.py.
(() => {
  const say = () => {
    if (document.querySelector("footer.closing")) return;
    const button = document.querySelector(".st-key-rerun button");
    if (button) button.click();
    else setTimeout(say, 20);
  };
  say();
})();
