/* Photos and plates open in the window: fitted to it first, at a touch or Enter large enough to read the small print,
   then moved with a finger, the wheel or the arrows. Left and right go to the next one, Escape closes. Without this the
   link leads to the file. */
(function () {
  'use strict';
  var links = Array.from(document.querySelectorAll('a.large'));
  var dialog = null, sheet, words, place, at = 0;

  function element(name, className, text) {
    var node = document.createElement(name);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }
  function button(className, text, act) {
    var node = element('button', className, text);
    node.type = 'button';
    node.addEventListener('click', act);
    return node;
  }
  function build() {
    dialog = element('dialog', 'viewer');
    dialog.setAttribute('aria-label', '大图');
    sheet = element('div', 'viewer__sheet');
    sheet.tabIndex = 0;
    sheet.setAttribute('role', 'button');
    words = element('p', 'viewer__words');
    words.setAttribute('role', 'status');
    place = element('span', 'viewer__place');
    var bar = element('div', 'viewer__bar');
    bar.append(button('viewer__step', '上一张', function () { show(at - 1); }), place,
      button('viewer__step', '下一张', function () { show(at + 1); }),
      button('viewer__close', '关闭', function () { dialog.close(); }));
    dialog.append(bar, sheet, words);
    sheet.addEventListener('click', toggle);
    dialog.addEventListener('keydown', function (event) {
      var large = sheet.classList.contains('viewer__sheet--large');
      var step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step && !large) { event.preventDefault(); show(at + step); }
      if ((event.key === 'Enter' || event.key === ' ') && event.target === sheet) { event.preventDefault(); toggle(event); }
    });
    dialog.addEventListener('close', function () { links[at].focus(); });
    document.body.appendChild(dialog);
  }
  function toggle(event) {
    var before = sheet.getBoundingClientRect();
    var x = event.clientX ? (event.clientX - before.left) / before.width : 0.5;
    var y = event.clientY ? (event.clientY - before.top) / before.height : 0.5;
    var large = sheet.classList.toggle('viewer__sheet--large');
    sheet.setAttribute('aria-label', large ? '缩小' : '放大');
    if (!large) return;
    sheet.scrollLeft = x * (sheet.scrollWidth - sheet.clientWidth);
    sheet.scrollTop = y * (sheet.scrollHeight - sheet.clientHeight);
  }
  function show(index) {
    at = (index + links.length) % links.length;
    var figure = links[at].closest('figure'), image = links[at].querySelector('img');
    var picture = (image.closest('picture') || image).cloneNode(true);
    picture.querySelectorAll('[sizes]').forEach(function (node) { node.sizes = '200vw'; });
    picture.querySelectorAll('source[media]').forEach(function (node) { node.remove(); });
    var shown = picture.querySelector('img') || picture;
    shown.removeAttribute('loading');
    shown.alt = image.alt || links[at].getAttribute('aria-label') || '';
    sheet.textContent = '';
    sheet.classList.remove('viewer__sheet--large');
    sheet.setAttribute('aria-label', '放大');
    sheet.appendChild(picture);
    var caption = figure && figure.querySelector('figcaption');
    words.textContent = '';
    if (caption) Array.from(caption.childNodes).forEach(function (node) { words.appendChild(node.cloneNode(true)); });
    place.textContent = (at + 1) + ' / ' + links.length;
    dialog.classList.toggle('viewer--one', links.length < 2);
  }
  window.showcaseEnlarge = function (link) {
    if (!dialog) build();
    show(links.indexOf(link));
    dialog.showModal();
  };
}());
