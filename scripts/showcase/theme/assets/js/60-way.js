/* The way of a new colleague: which stops are behind him stays on this device and is sent nowhere. He takes it along as a file
   or a line of text, brings it back on another phone, empties a shared one in a tap. Storage may be refused: then it lasts
   for the page. Without script the page is a list to print. */
(function () {
  'use strict';
  var KEY = 'showcase-stops', WAY = 'showcase-way', LINE = 'showcase-line', LONGEST = 20000, A_MOMENT = 10000;
  var REFUSED = '这台手机不让网页记东西，关掉就没有了。走之前点“给师傅看，或者换手机”，存成一行字。';
  var NAME = /(?:^|[^a-z0-9.-])([a-z0-9][a-z0-9-]{0,40}\.[a-z0-9][a-z0-9-]{0,40})(?![a-z0-9.-])/g;
  var kept = {};
  function keep(key, value) { try { localStorage.setItem(key, value); return true; } catch (refused) { return false; } }
  function recall(key) { try { return localStorage.getItem(key); } catch (refused) { return null; } }
  function named(text) {
    var found = {}, match;
    NAME.lastIndex = 0;
    text = String(text || '').slice(0, LONGEST);
    while ((match = NAME.exec(text))) { found[match[1]] = true; NAME.lastIndex = match.index + match[0].length; }
    return found;
  }
  kept = named(recall(KEY));
  function made(tag, words, name) {
    var element = document.createElement(tag);
    if (words) element.textContent = words;
    if (name) element.className = name;
    return element;
  }
  function button(words, act) {
    var element = made('button', words);
    element.type = 'button';
    element.addEventListener('click', act);
    return element;
  }

  /* Which way one goes. A page that lies on it names its next stop at the foot, and takes the tick; whoever has chosen none is
     not shown any. The page of departments leads on where one left off. */
  var here = document.querySelector('[data-way]');
  var stops = here ? [].slice.call(document.querySelectorAll('.stop[data-stop]')) : [];
  function nameOf(stop) { return stop.getAttribute('data-stop'); }
  if (here) { keep(WAY, here.getAttribute('data-way')); keep(LINE, stops.map(nameOf).join(' ')); }
  var own = recall(WAY) || '';
  if (!/^[a-z0-9-]+$/.test(own)) own = '';

  document.querySelectorAll('[data-trail]').forEach(function (trail) {
    var all = [].slice.call(trail.querySelectorAll('[data-ways]')).filter(function (item) {
      var mine = own && item.getAttribute('data-ways').split(' ').indexOf(own) >= 0;
      item.hidden = !mine;
      return mine;
    });
    trail.hidden = !all.length;
    if (!all.length) return;
    all.forEach(function (item) {
      var name = nameOf(item), tick = button('', function () {
        if (kept[name]) delete kept[name]; else kept[name] = true;
        if (!keep(KEY, Object.keys(kept).sort().join(' '))) back.textContent = REFUSED;
        told();
      });
      tick.className = 'stop__tick';
      function told() {
        tick.setAttribute('aria-pressed', String(Boolean(kept[name])));
        tick.textContent = kept[name] ? '走完了 ✓' : '走完打勾';
      }
      tick.setAttribute('aria-label', item.querySelector('.trail__after').textContent.replace(/，下一站$/, '，打勾'));
      told();
      item.insertBefore(tick, item.firstChild);
    });
    var back = trail.querySelector('.trail__title a');
    back.textContent = '回到自己的路';
    trail.querySelector('ul').hidden = false;
    function narrow() {
      var at = '', from;
      try { at = decodeURIComponent(location.hash.slice(1)); } catch (broken) { at = ''; }
      from = all.filter(function (item) { return item.getAttribute('data-at') === at; });
      if (!from.length) from = all;
      all.forEach(function (item) { item.hidden = from.indexOf(item) < 0; });
      back.href = trail.getAttribute('data-roads') + own + '/index.html#s-' + nameOf(from[0]).replace('.', '-');
    }
    narrow();
    addEventListener('hashchange', narrow);
  });

  document.querySelectorAll('[data-network]').forEach(function (network) {
    var to = own && network.querySelector('a[href$="path/' + own + '/index.html"]'), line = Object.keys(named(recall(LINE)));
    if (!to) return;
    var behind = line.filter(function (name) { return kept[name]; }).length, on = made('p', '', 'network__on'), link = made('a');
    link.href = to.href;
    link.textContent = '接着走：' + (to.querySelector('.mark + span') || to).textContent;
    on.appendChild(link);
    if (line.length) on.appendChild(made('span', '走完 ' + behind + ' 站，共 ' + line.length + ' 站', 'meta'));
    network.insertBefore(on, network.firstChild);
  });
  var box = document.querySelector('[data-ticks]');
  if (!here || !box) return;

  var known = {}, undoing;
  stops.forEach(function (stop) { known[nameOf(stop)] = true; });
  var count = made('p', '', 'ticks__count'), bar = made('progress', '', 'ticks__bar'), said = made('p', '', 'ticks__said');
  var field = made('textarea'), brought = made('textarea'), file = made('input'), before = null;
  bar.max = stops.length;
  bar.setAttribute('aria-label', '走完了几站');
  said.setAttribute('role', 'status');

  function title(stop) { return stop.querySelector('.stop__title').textContent; }
  function done() { return stops.filter(function (stop) { return kept[nameOf(stop)]; }); }
  function line() {
    var now = new Date(), behind = done();
    return here.getAttribute('data-way-name') + '，走完 ' + behind.length + ' 站，共 ' + stops.length + ' 站（' + now.getFullYear() + '年' +
      (now.getMonth() + 1) + '月' + now.getDate() + '日）：' + behind.map(title).join('、') + '。编号 ' + behind.map(nameOf).join(' ');
  }
  function show() {
    stops.forEach(function (stop) {
      var on = Boolean(kept[nameOf(stop)]), tick = stop.querySelector('.stop__tick'), mark = here.querySelector('[data-mark="' + nameOf(stop) + '"]');
      stop.classList.toggle('stop--done', on);
      if (mark) mark.classList.toggle('strip__done', on);
      tick.setAttribute('aria-pressed', String(on));
      tick.textContent = on ? '走完了 ✓' : '走完打勾';
    });
    bar.value = done().length;
    count.textContent = '走完 ' + done().length + ' 站，共 ' + stops.length + ' 站';
    field.value = done().length ? line() : '';
    undo.hidden = before === null;
    empty.hidden = !Object.keys(kept).length;
    last.hidden = undo.hidden && empty.hidden;
  }
  function save(words) {
    var names = Object.keys(kept).sort().join(' '), stored = keep(KEY, names);
    said.textContent = (words || '') + (stored ? '' : REFUSED);
    show();
  }
  var undo = button('撤销清空', function () { kept = before || {}; before = null; remember(); save('都回来了。'); });
  function remember() { keep(WAY, here.getAttribute('data-way')); keep(LINE, stops.map(nameOf).join(' ')); }

  stops.forEach(function (stop) {
    var tick = button('', function () {
      var name = nameOf(stop);
      before = null;
      if (kept[name]) delete kept[name]; else kept[name] = true;
      save('');
    });
    tick.className = 'stop__tick';
    tick.setAttribute('aria-label', '走完：' + title(stop));
    stop.appendChild(tick);
  });

  function bring(text) {
    var found = Object.keys(named(text)), mine = found.filter(function (name) { return known[name]; });
    if (!mine.length) { said.textContent = '没有认出这条路上的站。把带走的那一行整行贴进来，再点一次。'; return; }
    mine.forEach(function (name) { kept[name] = true; });
    save('放回了 ' + mine.length + ' 站。' + (found.length > mine.length ? '有 ' + (found.length - mine.length) + ' 个编号不在这条路上，没有放。' : ''));
  }
  var take = made('details'), tools = made('div', '', 'ticks__tools'), back = made('div', '', 'ticks__tools');
  var label = made('label', '从存的文件放回', 'ticks__file');
  take.className = 'ticks__more';
  take.appendChild(made('summary', '给师傅看，或者换手机'));
  take.appendChild(made('p', '给师傅看：复制这一行发给他，或者存成文件。'));
  field.readOnly = true;
  field.setAttribute('aria-label', '走过的站，一行字');
  take.appendChild(field);
  tools.appendChild(button('复制这一行', function () {
    field.select();
    var fine = false;
    try { fine = document.execCommand('copy'); } catch (refused) { fine = false; }
    said.textContent = fine ? '已复制。' : '没能复制，长按这一行再复制。';
  }));
  tools.appendChild(button('存成文件', function () {
    var link = made('a');
    link.href = URL.createObjectURL(new Blob([line() + '\n'], { type: 'text/plain;charset=utf-8' }));
    link.download = 'zouguo-de-zhan.txt';
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, A_MOMENT);
    said.textContent = '存好了，在手机的下载里。';
  }));
  take.appendChild(tools);
  take.appendChild(made('p', '换了手机：把旧手机上的那一行贴在这里。'));
  brought.setAttribute('aria-label', '旧手机上的那一行');
  take.appendChild(brought);
  back.appendChild(button('从这一行放回', function () { bring(brought.value); }));
  file.type = 'file';
  file.accept = '.txt,text/plain';
  file.addEventListener('change', function () {
    if (!file.files[0]) return;
    var reader = new FileReader();
    reader.onload = function () { bring(reader.result); };
    reader.readAsText(file.files[0].slice(0, LONGEST * 3));
    file.value = '';
  });
  label.appendChild(file);
  back.appendChild(label);
  take.appendChild(back);
  var empty = button('清空这台手机上的记录', function () {
    before = kept;
    kept = {};
    try { localStorage.removeItem(KEY); localStorage.removeItem(WAY); localStorage.removeItem(LINE); } catch (refused) { /* nothing is kept then */ }
    said.textContent = '清空了。';
    clearTimeout(undoing);
    undoing = setTimeout(function () { before = null; said.textContent = '清空了，找不回来了。'; show(); }, A_MOMENT); // the next one may not bring it back
    show();
  });
  var last = made('div', '', 'ticks__tools');
  last.appendChild(empty);
  last.appendChild(undo);
  [count, bar, take, last, said].forEach(function (part) { box.appendChild(part); });
  box.hidden = false;
  show();
  addEventListener('storage', function (event) { // another tab
    if (event.key === KEY || event.key === null) { kept = named(recall(KEY)); show(); }
  });
}());
