/* The phone's sheet is a <details> and works without this; here it also closes on Escape, on leaving it, and on a chosen link. */
(function () {
  'use strict';
  var menu = document.querySelector('[data-menu]');
  if (!menu) return;

  function close(refocus) {
    if (!menu.open) return;
    menu.open = false;
    if (refocus) menu.querySelector('summary').focus();
  }
  document.addEventListener('keydown', function (event) {
    if (event.key === 'Escape') close(true);
  });
  menu.addEventListener('focusout', function (event) {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(false);
  });
  menu.addEventListener('click', function (event) {
    if (event.target.closest('a')) close(false);
  });
  // coming back with the browser's back button restores an open sheet
  addEventListener('pageshow', function () { close(false); });
}());
