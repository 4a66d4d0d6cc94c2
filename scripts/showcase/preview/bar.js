// A bar above the page that says what is wrong with the sources; the page comes again by itself when a newer one is there.
(() => {
  "use strict";
  const version = Number(new URL(document.currentScript.src).search.slice(1));
  const here = location.pathname.slice(1).replace(/(^|\/)$/, "$1index.html");
  let tick = -1;
  let bar = null;

  const line = (name, text) => {
    const element = document.createElement("p");
    element.className = `preview-bar__${name}`;
    element.textContent = text;
    return element;
  };

  const show = (head, troubles) => {
    if (bar) bar.remove();
    bar = null;
    if (!head) return;
    bar = document.createElement("div");
    bar.className = "preview-bar";
    bar.setAttribute("role", "status");
    bar.append(line("head", head));
    const first = [...troubles].sort((a, b) => (b.page === here) - (a.page === here));
    for (const trouble of first.slice(0, 3)) {
      bar.append(line("fault", trouble.place ? `${trouble.place}：${trouble.message}` : trouble.message));
      if (trouble.hint) bar.append(line("hint", `→ ${trouble.hint}`));
    }
    if (first.length > 3) bar.append(line("more", `另有 ${first.length - 3} 处，终端里全有。`));
    document.body.prepend(bar);
  };

  // A way to all channels of the story on this page, or to the list of stories; not on the desk itself, nor in its frames.
  const lead = () => {
    if (document.querySelector(".preview-desk") || window.top !== window || location.pathname.startsWith("/.showcase/")) return;
    const story = /^stories\/(\d{4}\/[a-z0-9-]+)\/index\.html$/.exec(here);
    const link = document.createElement("a");
    link.className = "preview-desk";
    link.href = `/.showcase/channels/${story ? `${story[1]}/` : ""}`;
    link.textContent = story ? "这一篇的渠道预览" : "渠道预览";
    document.body.append(link);
  };

  const told = (state) => {
    if (state.desk) lead();
    if (state.version !== version) {
      location.reload();
      return;
    }
    const own = state.troubles.some((trouble) => trouble.page === here || !trouble.page);
    const head = own ? "还有地方没写好，页面先留着上一次的样子：" : "别的文件里有地方没写好：";
    show(state.troubles.length ? head : "", state.troubles);
    tick = state.tick;
  };

  const ask = async () => {
    try {
      const answer = await fetch(`/.showcase/state?after=${tick}`, { cache: "no-store" });
      told(await answer.json());
      setTimeout(ask, 0);
    } catch {
      show("预览停下了：在终端里再运行一次 showcase serve", []);
      tick = -1;
      setTimeout(ask, 2000);
    }
  };
  ask();
})();
