/* Search. The index is a classic script that calls showcaseSearch([{t, u, s, k, x}, …]), so it loads from a folder too,
   where fetch() is refused. What is found is written as text nodes, never as HTML. */
(function () {
  'use strict';
  var base = (document.documentElement.getAttribute('data-base') || '.').replace(/\/$/, '') + '/';
  var MOST = 30; // results shown
  var entries = null;
  var failed = false;
  var waiting = [];

  function fold(text) { return String(text || '').normalize('NFKC').toLowerCase(); }

  /* Character by character, so that a place in the result is a place in the text (NFKC alone turns … into three dots). */
  function foldEach(text) {
    return Array.from(text, function (c) { var f = fold(c); return f.length === c.length ? f : c; }).join('');
  }

  function loaded() { waiting.splice(0).forEach(function (show) { show(); }); }

  window.showcaseSearch = function (list) {
    entries = list.map(function (e) {
      return { of: e, title: fold(e.t), kicker: fold(e.k), text: fold((e.s || '') + ' ' + (e.x || '')) };
    });
    loaded();
  };

  function load(show) {
    if (entries || waiting.push(show) > 1) return;
    var script = document.createElement('script');
    script.src = base + 'search/index.js';
    script.onerror = function () { failed = true; loaded(); };
    document.head.appendChild(script);
  }

  /* Every term must occur; a title weighs most, and an early place in the text a little more than a late one. */
  function find(terms) {
    var hits = [];
    entries.forEach(function (e) {
      var score = 0;
      var all = terms.every(function (term) {
        var at = e.text.indexOf(term);
        var points = (e.title.includes(term) ? 100 : 0) + (e.kicker.includes(term) ? 30 : 0) + (at < 0 ? 0 : 10 + 5 / (1 + at / 200));
        score += points;
        return points > 0;
      });
      if (all) hits.push({ entry: e.of, score: score });
    });
    return hits.sort(function (a, b) { return b.score - a.score; });
  }

  function element(name, className) {
    var node = document.createElement(name);
    if (className) node.className = className;
    return node;
  }

  /* The text with <mark> around each term. */
  function marked(node, text, terms) {
    var folded = foldEach(text);
    var at = 0;
    for (;;) {
      var next = -1, end = 0;
      terms.forEach(function (term) {
        var found = folded.indexOf(term, at);
        if (found < 0 || (next >= 0 && found > next)) return;
        end = Math.max(found === next ? end : 0, found + term.length);
        next = found;
      });
      if (next < 0) break;
      node.append(text.slice(at, next));
      node.appendChild(element('mark')).textContent = text.slice(next, end);
      at = end;
    }
    node.append(text.slice(at));
    return node;
  }

  function snippet(entry, terms) {
    var text = entry.x || '';
    var folded = foldEach(text);
    var places = terms.map(function (term) { return folded.indexOf(term); }).filter(function (at) { return at >= 0; });
    if (!places.length) return entry.s || text.slice(0, 80);
    var from = Math.max(0, Math.min.apply(null, places) - 24);
    return (from ? '…' : '') + text.slice(from, from + 80) + (from + 80 < text.length ? '…' : '');
  }

  /* The same form serves the dialog and search/index.html. */
  function build(holder) {
    var form = element('form', 'search__form');
    var input = form.appendChild(element('input', 'search__input'));
    var status = element('p', 'search__status meta');
    var list = element('ol', 'search__results');
    form.setAttribute('role', 'search');
    input.type = 'search';
    input.placeholder = '人、菜名、地方、一句话';
    input.autocomplete = 'off';
    input.setAttribute('aria-label', '搜索全站');
    status.setAttribute('role', 'status');
    holder.append(form, status, list);

    function show() {
      var terms = fold(input.value).split(/\s+/).filter(Boolean);
      var hits = entries && terms.length ? find(terms) : [];
      list.textContent = '';
      status.textContent = failed ? '搜索目录没有载入。请稍后再试，或从“故事”页按部门查找。'
        : !entries ? '正在载入……'
        : !terms.length ? '用空格隔开几个词，会找同时出现的。'
        : !hits.length ? '没有找到。换一个短一些的词试试。'
        : '找到 ' + hits.length + ' 处' + (hits.length > MOST ? '，先列出 ' + MOST + ' 处。' : '。');
      hits.slice(0, MOST).forEach(function (hit) {
        var item = list.appendChild(element('li'));
        var link = element('a');
        link.href = base + hit.entry.u;
        marked(item.appendChild(element('p', 'kicker')), hit.entry.k || '', terms);
        item.appendChild(element('p', 'search__title')).appendChild(marked(link, hit.entry.t, terms));
        marked(item.appendChild(element('p', 'search__snippet meta')), snippet(hit.entry, terms), terms);
      });
    }
    input.addEventListener('input', show);
    form.addEventListener('submit', function (event) { event.preventDefault(); });
    load(show);
    show();
    return input;
  }

  var page = document.getElementById('search-page');
  var title = document.querySelector('.head');
  if (page && title) title.after(page);
  var field = page && build(page);
  if (field) {
    field.value = new URLSearchParams(location.search).get('q') || '';
    field.dispatchEvent(new Event('input'));
  }

  var dialog = null;
  function open() {
    if (field) return field.focus();
    if (!dialog) {
      dialog = element('dialog', 'search');
      dialog.setAttribute('aria-label', '搜索');
      build(dialog);
      var shut = dialog.appendChild(element('button', 'search__close'));
      shut.textContent = '关闭';
      shut.onclick = function () { dialog.close(); };
      // the backdrop counts as the dialog itself
      dialog.addEventListener('click', function (event) { if (event.target === dialog) dialog.close(); });
      document.body.appendChild(dialog);
    }
    if (!dialog.open) dialog.showModal();
    dialog.querySelector('input').select();
  }
  document.addEventListener('click', function (event) {
    var link = event.target.closest('a[data-search]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return;
    event.preventDefault();
    open();
  });
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'k' || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    open();
  });
}());
