(() => {
  "use strict";
  const holder = document.getElementById("article");
  const light = holder.innerHTML; // what is copied, also while the preview is dark
  const told = document.getElementById("told");

  document.getElementById("copy").addEventListener("click", () => {
    const fill = (event) => {
      event.preventDefault();
      event.clipboardData.setData("text/html", light.trim());
      event.clipboardData.setData("text/plain", holder.innerText);
    };
    document.addEventListener("copy", fill, { once: true });
    const done = document.execCommand("copy"); // the one way that a page opened from a folder has everywhere
    document.removeEventListener("copy", fill);
    told.textContent = done ? "已复制，去公众号后台粘贴" : "浏览器不让复制：请在文章里全选，再按 Ctrl+C";
  });

  // An approximation of what WeChat does in the dark: dark inks become light, light grounds dark, hues stay; a middle grey
  // it takes for light enough and leaves.
  const parts = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const shifted = (colour, want) => {
    const [r, g, b, a = 1] = parts(colour);
    const [most, least] = [Math.max(r, g, b) / 255, Math.min(r, g, b) / 255];
    const [middle, span] = [(most + least) / 2, most - least];
    const s = span === 0 ? 0 : span / (1 - Math.abs(2 * middle - 1));
    let h = 0;
    if (span) {
      if (most * 255 === r) h = ((g - b) / 255 / span + 6) % 6;
      else if (most * 255 === g) h = (b - r) / 255 / span + 2;
      else h = (r - g) / 255 / span + 4;
    }
    return `hsl(${h * 60} ${s * 100}% ${want(middle) * 100}% / ${a})`;
  };
  const ink = (l) => (l < 0.6 ? Math.max(0.7, 1 - l) : l);
  const ground = (l) => (l > 0.6 ? Math.max(0.12, 1 - l) : l);

  const button = document.getElementById("dark");
  button.addEventListener("click", () => {
    const dark = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(dark));
    holder.closest(".phone").toggleAttribute("data-dark", dark);
    holder.innerHTML = light;
    if (!dark) return;
    const seen = [...holder.querySelectorAll("*")].map((one) => [one, { ...{ c: getComputedStyle(one).color, b: getComputedStyle(one).backgroundColor } }]);
    for (const [one, { c, b }] of seen) {
      const filled = (parts(b)[3] ?? 1) > 0;
      const kept = filled && parts(b).slice(0, 3).reduce((x, y) => x + y) / 765 < 0.6; // a coloured tag keeps its ink
      if (filled && !kept) one.style.backgroundColor = shifted(b, ground);
      const [red, green, blue] = parts(c);
      if (!kept && 0.299 * red + 0.587 * green + 0.114 * blue < 90) one.style.color = shifted(c, ink);
    }
  });
})();
