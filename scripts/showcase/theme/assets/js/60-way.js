/* The way of a new colleague: which stops are behind him stays on this device and is sent nowhere. He takes it along as a file
   or a line of text, brings it back on another phone, empties a shared one in a tap. Storage may be refused: then it lasts
   for the page. Without script the page is a list to print. */
(function () {
  'use strict';
  var KEY = 'showcase-stops', WAY = 'showcase-way', LONGEST = 20000;
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

  /* Which way one goes: the foot of a page that lies on several then names the next stop of that one alone. */
  var here = document.querySelector('[data-way]');
  if (here) keep(WAY, here.getAttribute('data-way'));
  var own = recall(WAY);
  document.querySelectorAll('[data-trail]').forEach(function (trail) {
    var all = [].slice.call(trail.querySelectorAll('[data-ways]')), at = '';
    try { at = decodeURIComponent(location.hash.slice(1)); } catch (broken) { at = ''; }
    function mine(item) { return item.getAttribute('data-ways').split(' ').indexOf(own) >= 0; }
    function from(item) { return item.getAttribute('data-at') === at; }
    [mine, from].forEach(function (fits) {
      var kept = all.filter(fits);
      if (!kept.length) return;
      all.forEach(function (item) { item.hidden = kept.indexOf(item) < 0; });
      all = kept;
    });
  });
  var box = document.querySelector('[data-ticks]');
  if (!here || !box) return;

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
  var stops = [].slice.call(document.querySelectorAll('[data-stop]'));
  var count = made('p', '', 'ticks__count'), bar = made('progress', '', 'ticks__bar'), said = made('p', '', 'ticks__said');
  var field = made('textarea'), file = made('input'), before = null;
  bar.max = stops.length;
  bar.setAttribute('aria-label', '走完了几站');
  said.setAttribute('role', 'status');

  function title(stop) { return stop.querySelector('.stop__title').textContent; }
  function done() { return stops.filter(function (stop) { return kept[stop.getAttribute('data-stop')]; }); }
  function line() {
    var now = new Date();
    return here.getAttribute('data-way-name') + '，走完 ' + done().length + ' 站，共 ' + stops.length + ' 站（' + now.getFullYear() + '年' +
      (now.getMonth() + 1) + '月' + now.getDate() + '日）：' + Object.keys(kept).sort().join(' ');
  }
  function show() {
    stops.forEach(function (stop) {
      var on = Boolean(kept[stop.getAttribute('data-stop')]), tick = stop.querySelector('.stop__tick');
      stop.classList.toggle('stop--done', on);
      tick.setAttribute('aria-pressed', String(on));
      tick.textContent = on ? '走完了 ✓' : '走完打勾';
    });
    bar.value = done().length;
    count.textContent = '走完 ' + done().length + ' 站，共 ' + stops.length + ' 站';
    field.value = done().length ? line() : '';
    undo.hidden = before === null;
  }
  function save(words) {
    var names = Object.keys(kept).sort().join(' '), stored = keep(KEY, names);
    said.textContent = (words || '') + (stored ? '' : '这台手机不让网页记东西，关掉就没有了。走之前点“带走”。');
    show();
  }
  var undo = button('刚才点错了，放回来', function () { kept = before || {}; before = null; save('放回来了。'); });

  stops.forEach(function (stop) {
    var tick = button('', function () {
      var name = stop.getAttribute('data-stop');
      before = null;
      if (kept[name]) delete kept[name]; else kept[name] = true;
      save('');
    });
    tick.className = 'stop__tick';
    tick.setAttribute('aria-label', '走完：' + title(stop));
    stop.appendChild(tick);
  });

  function bring(text) {
    var found = Object.keys(named(text));
    if (!found.length) { said.textContent = '没有认出走过的站。把带走的那一行整行贴进来，再点一次。'; return; }
    found.forEach(function (name) { kept[name] = true; });
    save('放回了 ' + found.length + ' 站。');
  }
  var take = made('details'), tools = made('div', '', 'ticks__tools'), label = made('label', '选一个文件', 'ticks__file');
  take.className = 'ticks__more';
  take.appendChild(made('summary', '带走，或放回来'));
  take.appendChild(made('p', '给师傅看，点一下复制这一行，或存成文件。换了手机，把那一行贴在这里，点“放回来”。'));
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
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 10000);
    said.textContent = '存好了，在手机的下载里。';
  }));
  tools.appendChild(button('放回来', function () { bring(field.value); }));
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
  tools.appendChild(label);
  take.appendChild(tools);
  var empty = button('清空这台手机上的记录', function () {
    before = kept;
    kept = {};
    try { localStorage.removeItem(KEY); localStorage.removeItem(WAY); } catch (refused) { /* nothing is kept then */ }
    said.textContent = '清空了。';
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
