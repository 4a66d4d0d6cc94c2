/* Text size and colour scheme: remembered, put on <html> before the first paint (the script tag blocks rendering).
   Storage may be refused (private window, file:); then the choice lasts for this page. */
(function () {
  'use strict';
  var root = document.documentElement;

  function recall(key) {
    try { return localStorage.getItem('showcase-' + key); } catch (refused) { return null; }
  }
  function remember(key, value) {
    try { localStorage.setItem('showcase-' + key, value); } catch (refused) { /* lasts for this page */ }
  }

  var kinds = { text: ['0', '1', '2'], scheme: ['auto', 'light', 'dark'] };

  function apply(kind, value) {
    if (kinds[kind].indexOf(value) < 0) value = kinds[kind][0];
    if (value === kinds[kind][0]) root.removeAttribute('data-' + kind);
    else root.setAttribute('data-' + kind, value);
    document.querySelectorAll('[data-set-' + kind + ']').forEach(function (button) {
      button.setAttribute('aria-pressed', String(button.getAttribute('data-set-' + kind) === value));
    });
  }

  Object.keys(kinds).forEach(function (kind) {
    apply(kind, recall(kind));
    document.addEventListener('click', function (event) {
      var button = event.target.closest('[data-set-' + kind + ']');
      if (!button) return;
      var value = button.getAttribute('data-set-' + kind);
      apply(kind, value);
      remember(kind, value);
    });
    // another tab changed its mind
    addEventListener('storage', function (event) {
      if (event.key === 'showcase-' + kind) apply(kind, event.newValue);
    });
  });
  document.querySelectorAll('[data-settings]').forEach(function (group) { group.hidden = false; });
}());
