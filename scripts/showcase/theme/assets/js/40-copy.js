/* Values marked [data-copy] become buttons that copy themselves. Without this, or where the browser refuses, they stay text to select. */
(function () {
  'use strict';
  var values = document.querySelectorAll('[data-copy]');
  if (!values.length) return;
  var status = document.createElement('p');
  status.className = 'copied';
  status.setAttribute('role', 'status');
  status.setAttribute('aria-live', 'polite');
  document.body.appendChild(status);
  var timer;

  /* The older way is for pages opened from a folder or over http, where there is no navigator.clipboard. */
  function byHand(text) {
    var field = document.createElement('textarea');
    field.value = text;
    field.className = 'copied__field';
    document.body.appendChild(field);
    field.select();
    var done = false;
    try { done = document.execCommand('copy'); } catch (refused) { done = false; }
    field.remove();
    return done;
  }
  function say(words) {
    status.textContent = words;
    clearTimeout(timer);
    timer = setTimeout(function () { status.textContent = ''; }, 2500);
  }
  function copy(button, text) {
    function settle(done) {
      button.focus();
      say(done ? '已复制 ' + text : '没能复制，请选中后手动复制');
    }
    if (navigator.clipboard && window.isSecureContext) {
      navigator.clipboard.writeText(text).then(function () { settle(true); }, function () { settle(byHand(text)); });
    } else settle(byHand(text));
  }
  values.forEach(function (value) {
    var text = value.getAttribute('data-copy') || value.textContent.trim();
    var button = document.createElement('button');
    button.type = 'button';
    button.className = 'copy';
    button.setAttribute('aria-label', '复制 ' + text);
    value.parentNode.insertBefore(button, value);
    button.appendChild(value);
    button.addEventListener('click', function () { copy(button, text); });
  });
}());
