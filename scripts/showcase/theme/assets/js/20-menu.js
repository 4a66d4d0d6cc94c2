/* The phone's sheet is a <details> and works without this; here it also closes on Escape, on leaving it and on a chosen link. */
(function () {
  'use strict';
  var menu = document.querySelector('[data-menu]');
  function close() { menu.open = false; }

  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape' || !menu.open) return;
    close();
    menu.querySelector('summary').focus();
  });
  menu.addEventListener('focusout', function (event) {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) close();
  });
  menu.addEventListener('click', function (event) { if (event.target.closest('a')) close(); });
  addEventListener('pageshow', close); // the back button would restore an open sheet
}());
