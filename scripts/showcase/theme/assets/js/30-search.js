/* The search field: in a dialog on every page, in place on search/index.html and on the 404 page. What is found is
   written as text nodes, never as HTML. */
(function () {
  'use strict';
  var base = (document.documentElement.getAttribute('data-base') || '.').replace(/\/$/, '') + '/';
  var A_PAGE = 6; // results shown at once; each is a small file, and a browser fetches six at a time
  var PAUSE = 120; // ms without a key before the search starts

  function element(name, className, text) {
    var node = document.createElement(name);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }

  /* Character by character, so that a place in the result is a place in the text (NFKC alone turns … into three dots). */
  function foldEach(text) {
    return Array.from(text, function (c) {
      var folded = showcaseFind.folded(c);
      return folded.length === c.length ? folded : c;
    }).join('');
  }

  /* The places of the words in a text as [from, to], in order and apart. */
  function places(text, words) {
    var folded = foldEach(text), found = [];
    words.forEach(function (word) {
      for (var at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) found.push([at, at + word.length]);
    });
    found.sort(function (a, b) { return a[0] - b[0]; });
    return found.reduce(function (apart, place) {
      var last = apart[apart.length - 1];
      if (last && place[0] <= last[1]) last[1] = Math.max(last[1], place[1]);
      else apart.push(place);
      return apart;
    }, []);
  }

  /* `node` with the text in it, <mark> around each of the words. */
  function marked(node, text, words) {
    var at = 0;
    places(text, words).forEach(function (place) {
      node.append(text.slice(at, place[0]));
      node.appendChild(element('mark', '', text.slice(place[0], place[1])));
      at = place[1];
    });
    node.append(text.slice(at));
    return node;
  }

  function longestPlace(text, words) {
    return places(text, words).sort(function (a, b) { return b[1] - b[0] - (a[1] - a[0]) || a[0] - b[0]; })[0];
  }

  /* The summary when it holds a word, else the stretch of text with the longest one. */
  function snippet(entry, words) {
    if (places(entry.s, words).length) return entry.s;
    var longest = longestPlace(entry.x, words);
    if (!longest) return entry.s || entry.x.slice(0, 80);
    var from = Math.max(0, longest[0] - 24);
    return (from ? '…' : '') + entry.x.slice(from, from + 80) + (from + 80 < entry.x.length ? '…' : '');
  }

  /* The heading that names what was looked for (an anchor holds its heading's words), else the one above the longest
     word; none where the title holds it. */
  function anchor(entry, words) {
    if (!entry.h || places(entry.t, words).length) return '';
    var named = entry.h.filter(function (part) { return places(part[1], words).length; })[0];
    if (named) return '#' + named[1];
    var longest = longestPlace(entry.x, words);
    var above = longest && entry.h.filter(function (part) { return part[0] <= longest[0]; }).pop();
    return above ? '#' + above[1] : '';
  }

  function result(entry, words) {
    var item = element('li'), link = element('a');
    link.href = base + entry.u + anchor(entry, words);
    marked(item.appendChild(element('p', 'kicker')), entry.k, words);
    item.appendChild(element('p', 'search__title')).appendChild(marked(link, entry.t, words));
    marked(item.appendChild(element('p', 'search__snippet meta')), snippet(entry, words), words);
    return item;
  }

  function told(found) {
    if (found.failed) return '搜索目录没有载入。请稍后再试，或从站点地图查找。';
    if (!found.hits.length) return '没有找到。换一个短一些的词试试。';
    var near = found.hits.length - found.exact;
    if (!found.exact) return '没有完全一样的，相近的有 ' + near + ' 处。';
    return '找到 ' + found.exact + ' 处' + (near ? '，相近的还有 ' + near + ' 处。' : '。');
  }

  /* Words that are often looked for, as links; `given` is the list that the page brings. */
  function popular(holder, given) {
    if (given) return holder.appendChild(given);
    var box = holder.appendChild(element('div', 'search__popular'));
    box.hidden = true;
    showcaseFind.start(function (start) {
      if (!start || !start.popular.length) return;
      box.appendChild(element('p', 'meta', '常找的'));
      var list = box.appendChild(element('ul'));
      var ways = Array.from(document.querySelectorAll('.lost__ways a'), function (way) { return way.href; });
      start.popular.forEach(function (row) {
        var item = element('li'), link = item.appendChild(element('a', '', row[0]));
        link.href = base + row[1];
        if (ways.indexOf(link.href) < 0) list.appendChild(item);
      });
      box.hidden = false;
    });
    return box;
  }

  /* Arrows walk from the field through the results and back. */
  function walks(holder, input, list) {
    holder.addEventListener('keydown', function (event) {
      var step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      var stops = [input].concat(Array.from(list.querySelectorAll('a')));
      var at = stops.indexOf(document.activeElement) + step;
      if (at < step || at >= stops.length) return;
      if (at < 0) return;
      event.preventDefault();
      stops[at].focus();
    });
  }

  /* The field, what is said of the search, the results, and the button for more, put into `holder`. */
  function panel(holder, given) {
    var form = element('form', 'search__form');
    var input = form.appendChild(element('input', 'search__input'));
    var status = element('p', 'search__status meta');
    var list = element('ol', 'search__results');
    var more = element('button', 'search__more', '再看几条');
    form.setAttribute('role', 'search');
    input.type = 'search';
    input.placeholder = '人、菜名、地方、一句话';
    input.autocomplete = 'off';
    input.enterKeyHint = 'search';
    input.setAttribute('aria-label', '搜索全站');
    status.setAttribute('role', 'status');
    more.type = 'button';
    more.hidden = true;
    holder.append(form, status);
    var often = popular(holder, given);
    holder.append(list, more);
    return { form: form, input: input, status: status, often: often, list: list, more: more };
  }

  /* What was found, a page at a time; what comes after another question was asked is not shown. */
  function results(parts) {
    var shown = 0, found = null, latest = 0;

    function clear() {
      latest++;
      parts.list.textContent = '';
      parts.more.hidden = true;
      found = null;
      shown = 0;
    }
    function add(done) {
      var mine = ++latest, hits = found.hits.slice(shown, shown + A_PAGE), words = found.words;
      showcaseFind.entries(hits, function (entries) {
        if (mine !== latest) return;
        if (!shown) parts.list.textContent = '';
        var items = entries.map(function (entry) { return parts.list.appendChild(result(entry, words)); });
        shown += hits.length;
        parts.more.hidden = shown >= found.hits.length;
        parts.status.textContent = told(found);
        done(items[0]);
      });
    }
    function show(answer, done) {
      if (!answer.hits.length) {
        clear();
        parts.status.textContent = told(answer);
        return;
      }
      found = answer;
      shown = 0;
      add(done);
    }
    function any() { return found && parts.list.firstChild; }
    return { clear: clear, add: add, show: show, any: any, stale: function () { latest++; } };
  }

  /* The same field serves the dialog and the pages. */
  function build(holder, given) {
    var parts = panel(holder, given), input = parts.input, seen = results(parts);
    var asked = 0, timer = 0, entered = false;

    function go() {
      var first = parts.list.querySelector('a');
      if (first) location.href = first.href;
    }
    function ask() {
      var question = ++asked;
      showcaseFind(input.value, function (answer) {
        if (question !== asked) return;
        if (!answer.hits.length) entered = false;
        seen.show(answer, function () { if (entered) go(); });
      });
    }
    function typed() {
      clearTimeout(timer);
      entered = false;
      asked++;
      seen.stale();
      var empty = !input.value.trim();
      parts.often.classList.toggle('search__popular--away', !empty);
      parts.status.textContent = empty ? '用空格隔开几个词，会找同时出现的。' : '正在找……';
      if (empty) seen.clear();
      else timer = setTimeout(ask, PAUSE);
    }
    input.addEventListener('input', typed);
    input.addEventListener('focus', function () { showcaseFind.start(function () {}); });
    parts.more.addEventListener('click', function () {
      seen.add(function (first) { if (first) first.querySelector('a').focus(); });
    });
    parts.form.addEventListener('submit', function (event) {
      event.preventDefault();
      if (seen.any()) return go();
      entered = true;
    });
    walks(holder, input, parts.list);
    typed();
    return { input: input, typed: typed };
  }

  var place = document.querySelector('[data-search-here]');
  var here = place && build(place, place.querySelector('.search__popular'));
  if (here && new URLSearchParams(location.search).get('q')) {
    here.input.value = new URLSearchParams(location.search).get('q');
    here.typed();
  }

  var dialog = null;
  window.showcaseOpen = function () {
    if (here) return here.input.focus();
    if (!dialog) {
      dialog = element('dialog', 'search');
      dialog.setAttribute('aria-label', '搜索');
      build(dialog);
      var shut = dialog.appendChild(element('button', 'search__close', '关闭'));
      shut.onclick = function () { dialog.close(); };
      // the backdrop counts as the dialog itself
      dialog.addEventListener('click', function (event) { if (event.target === dialog) dialog.close(); });
      document.body.appendChild(dialog);
    }
    if (!dialog.open) dialog.showModal();
    dialog.querySelector('input').select();
  };
}());
