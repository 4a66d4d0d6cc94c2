/* Search. The index is a classic script that calls showcaseSearch([...]), so it also loads from a folder (file:),
   where fetch() is refused. Everything found is written with textContent, never as HTML. */
(function () {
  'use strict';
  var root = document.documentElement;
  var base = (root.getAttribute('data-base') || '.').replace(/\/$/, '') + '/';
  var MOST = 30; // results shown
  var waiting = [];
  var entries = null;
  var failed = false;

  function fold(text) { return String(text || '').normalize('NFKC').toLowerCase(); }

  window.showcaseSearch = function (list) {
    entries = list.map(function (e) {
      return { entry: e, title: fold(e.t), kicker: fold(e.k), text: fold((e.s || '') + ' ' + (e.x || '')) };
    });
    waiting.splice(0).forEach(function (done) { done(); });
  };

  function load(done) {
    if (entries || failed) return done();
    waiting.push(done);
    if (waiting.length > 1) return;
    var script = document.createElement('script');
    script.src = base + 'search/index.js';
    script.onerror = function () { failed = true; waiting.splice(0).forEach(function (d) { d(); }); };
    document.head.appendChild(script);
  }

  /* Every term must occur; a hit in the title weighs most, an early one in the text a little more. */
  function find(query) {
    var terms = fold(query).split(/\s+/).filter(Boolean);
    if (!terms.length) return { terms: terms, hits: [] };
    var hits = [];
    entries.forEach(function (e, order) {
      var score = 0;
      var all = terms.every(function (term) {
        var inTitle = e.title.indexOf(term) >= 0;
        var inKicker = e.kicker.indexOf(term) >= 0;
        var at = e.text.indexOf(term);
        score += (inTitle ? 100 : 0) + (inKicker ? 30 : 0) + (at >= 0 ? 10 + 5 / (1 + at / 200) : 0);
        return inTitle || inKicker || at >= 0;
      });
      if (all) hits.push({ entry: e.entry, score: score, order: order });
    });
    hits.sort(function (a, b) { return b.score - a.score || a.order - b.order; });
    return { terms: terms, hits: hits };
  }

  function element(name, className, text) {
    var node = document.createElement(name);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }

  /* Text with <mark> around each term. Folding can change lengths (㎏ → kg): then the text goes in unmarked. */
  function marked(node, text, terms) {
    var folded = fold(text);
    var at = 0;
    if (folded.length !== text.length) { node.textContent = text; return node; }
    while (at < text.length) {
      var next = -1, size = 0;
      terms.forEach(function (term) {
        var found = folded.indexOf(term, at);
        if (found >= 0 && (next < 0 || found < next || (found === next && term.length > size))) { next = found; size = term.length; }
      });
      if (next < 0) break;
      node.appendChild(document.createTextNode(text.slice(at, next)));
      node.appendChild(element('mark', '', text.slice(next, next + size)));
      at = next + size;
    }
    node.appendChild(document.createTextNode(text.slice(at)));
    return node;
  }

  function snippet(entry, terms) {
    var text = entry.x || '';
    var folded = fold(text);
    var first = -1;
    terms.forEach(function (term) {
      var at = folded.indexOf(term);
      if (at >= 0 && (first < 0 || at < first)) first = at;
    });
    if (first < 0) return entry.s || text.slice(0, 72);
    var from = Math.max(0, first - 24);
    return (from ? '…' : '') + text.slice(from, first + 56) + (first + 56 < text.length ? '…' : '');
  }

  function build(holder, wide) {
    var form = element('form', 'search__form');
    var input = element('input', 'search__input');
    var status = element('p', 'search__status meta');
    var list = element('ol', 'search__results');
    form.setAttribute('role', 'search');
    input.type = 'search';
    input.name = 'q';
    input.placeholder = '人、菜名、地方、一句话';
    input.autocomplete = 'off';
    input.enterKeyHint = 'search';
    input.setAttribute('aria-label', '搜索全站');
    status.setAttribute('role', 'status');
    form.appendChild(input);
    holder.append(form, status, list);

    function show() {
      list.textContent = '';
      if (failed) { status.textContent = '搜索目录没有载入，请稍后再试，或从故事页按部门查找。'; return; }
      if (!entries) { status.textContent = '正在载入…'; return; }
      var found = find(input.value);
      if (!found.terms.length) { status.textContent = '空格隔开多个词，要同时出现才算找到。'; return; }
      status.textContent = found.hits.length
        ? '找到 ' + found.hits.length + ' 处' + (found.hits.length > MOST ? '，先列出 ' + MOST + ' 处' : '')
        : '没有找到。换一个短一些的词试试。';
      found.hits.slice(0, MOST).forEach(function (hit) {
        var item = element('li');
        var link = element('a');
        link.href = base + hit.entry.u;
        if (hit.entry.k) item.appendChild(marked(element('p', 'kicker'), hit.entry.k, found.terms));
        marked(link, hit.entry.t, found.terms);
        item.appendChild(element('p', 'search__title')).appendChild(link);
        item.appendChild(marked(element('p', 'search__snippet'), snippet(hit.entry, found.terms), found.terms));
        list.appendChild(item);
      });
    }
    var pause;
    input.addEventListener('input', function () { clearTimeout(pause); pause = setTimeout(show, 80); });
    form.addEventListener('submit', function (event) { event.preventDefault(); show(); if (wide) keep(); });
    function keep() {
      try { history.replaceState(null, '', '?q=' + encodeURIComponent(input.value)); } catch (refused) { /* file: */ }
    }
    show();
    load(show);
    return input;
  }

  var page = document.getElementById('search-page');
  if (page) {
    var field = build(page, true);
    field.value = new URLSearchParams(location.search).get('q') || '';
    field.dispatchEvent(new Event('input'));
  }

  var dialog = null;
  function open() {
    if (!dialog) {
      dialog = element('dialog', 'search');
      dialog.setAttribute('aria-label', '搜索');
      var shut = element('button', 'search__close', '关闭');
      shut.type = 'button';
      shut.addEventListener('click', function () { dialog.close(); });
      build(dialog, false);
      dialog.appendChild(shut);
      dialog.addEventListener('click', function (event) { if (event.target === dialog) dialog.close(); });
      document.body.appendChild(dialog);
    }
    dialog.showModal();
    dialog.querySelector('input').select();
  }
  document.addEventListener('click', function (event) {
    var link = event.target.closest('a[data-search]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !window.HTMLDialogElement) return;
    event.preventDefault();
    if (field) field.focus(); else open();
  });
  document.addEventListener('keydown', function (event) {
    var typing = /^(input|textarea|select)$/i.test(event.target.tagName) || event.target.isContentEditable;
    if ((event.key === '/' && !typing) || (event.key === 'k' && (event.ctrlKey || event.metaKey))) {
      event.preventDefault();
      if (field) field.focus(); else if (!dialog || !dialog.open) open();
    }
  });
}());
