/* What comes when it is asked for, so that no page waits for it: the search, the viewer of photos, the way of whoever has
   chosen one. The address of each stands on this script's element. Where one does not come, its link is a link. */
(function () {
  'use strict';
  var own = document.currentScript, states = {};

  /* Calls done() once the script called `name` is there, or failed(). */
  function ask(name, done, failed) {
    var state = states[name];
    if (state && state.there) return done();
    if (state) return state.waiting.push([done, failed]);
    state = states[name] = { there: false, waiting: [[done, failed]] };
    var script = document.createElement('script');
    function end(there) {
      state.there = there;
      if (!there) {
        delete states[name];
        script.remove();
      }
      state.waiting.forEach(function (pair) { pair[there ? 0 : 1](); });
    }
    script.src = own.getAttribute('data-asked-' + name);
    script.onload = function () { end(true); };
    script.onerror = function () { end(false); };
    document.head.appendChild(script);
  }
  function nothing() {}

  /* Links that a script answers: [selector, its name, what it does]. */
  var answered = [
    ['a[data-search]', 'find', function () { showcaseOpen(); }],
    ['a.large', 'large', function (link) { showcaseEnlarge(link); }]
  ];
  function touched(event) {
    answered.forEach(function (row) { if (event.target.closest && event.target.closest(row[0])) ask(row[1], nothing, nothing); });
  }
  if (window.HTMLDialogElement) {
    document.addEventListener('pointerover', touched);
    document.addEventListener('focusin', touched);
    document.addEventListener('click', function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      answered.forEach(function (row) {
        var link = event.target.closest(row[0]);
        if (!link) return;
        event.preventDefault();
        ask(row[1], function () { row[2](link); }, function () { location.href = link.href; });
      });
    });
    document.addEventListener('keydown', function (event) {
      if (event.key === 'k' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        ask('find', function () { showcaseOpen(); }, nothing);
      }
    });
  }

  var here = document.querySelector('[data-search-here]'), way = null;
  if (here) ask('find', nothing, function () { here.textContent = '搜索没有载入。请稍后再试，或从页脚的站点地图查找。'; });
  try { way = localStorage.getItem('showcase-way'); } catch (refused) { /* nobody has chosen one then */ }
  var trails = document.querySelectorAll('[data-trail]');
  if (way && trails.length) ask('way', nothing, nothing);
  else trails.forEach(function (trail) { trail.hidden = true; });
}());
