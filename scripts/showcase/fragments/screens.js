// Turns the slides. Without it they stand one below the other; with reduced motion they wait for a key or a button.
(() => {
  "use strict";
  const root = document.documentElement;
  const slides = [...document.querySelectorAll(".slide")];
  const stand = Number(document.body.dataset.seconds) * 1000;
  const pause = document.getElementById("pause");
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let at = 0;
  let timer = 0;
  let still = calm.matches;

  const show = (next) => {
    at = (next + slides.length) % slides.length;
    slides.forEach((slide, index) => {
      slide.classList.toggle("is-on", index === at);
      slide.inert = index !== at;
    });
    clearTimeout(timer);
    if (!still) timer = setTimeout(() => show(at + 1), stand);
  };
  const rest = (wanted) => {
    still = wanted;
    root.classList.toggle("is-still", still);
    pause.textContent = still ? "继续" : "暂停";
    show(at);
  };

  if (slides.length < 2) return;
  document.querySelector(".turn").hidden = false;
  root.classList.add("is-turning");
  pause.addEventListener("click", () => rest(!still));
  document.getElementById("back").addEventListener("click", () => show(at - 1));
  document.getElementById("on").addEventListener("click", () => show(at + 1));
  document.addEventListener("keydown", (event) => {
    if (event.key === "ArrowRight") show(at + 1);
    else if (event.key === "ArrowLeft") show(at - 1);
    else if (event.key === " " && event.target === document.body) rest(!still);
  });
  let gone = 0;
  document.addEventListener("pointermove", () => {
    root.classList.add("is-touched");
    clearTimeout(gone);
    gone = setTimeout(() => root.classList.remove("is-touched"), 3000);
  });
  calm.addEventListener("change", () => rest(calm.matches));
  rest(still);
})();
