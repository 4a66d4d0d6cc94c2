/* Text size and colour scheme: remembered, put on <html> before the first paint (the script tag blocks rendering).
   Storage may be refused (private window, file:); then a choice lasts for the page. */
(function () {
  'use strict';
  var root = document.documentElement;
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
    var key = 'showcase-' + kind;
    try { apply(kind, localStorage.getItem(key)); } catch (refused) { apply(kind); }
    document.addEventListener('click', function (event) {
      var button = event.target.closest('[data-set-' + kind + ']');
      if (!button) return;
      var value = button.getAttribute('data-set-' + kind);
      apply(kind, value);
      try { localStorage.setItem(key, value); } catch (refused) { /* lasts for the page */ }
    });
    addEventListener('storage', function (event) { // another tab changed it
      if (event.key === key) apply(kind, event.newValue);
    });
  });
  document.querySelectorAll('[data-settings]').forEach(function (group) { group.hidden = false; });
}());
