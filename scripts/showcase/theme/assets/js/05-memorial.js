/* A memorial day by Beijing time (UTC+8 all year) makes the page grey; the days stand on <html>, from brand/memorial.yml. */
(function () {
  'use strict';
  var root = document.documentElement;
  var days = (root.getAttribute('data-memorial-days') || '').split(' ').filter(Boolean);
  if (!days.length || root.hasAttribute('data-memorial')) return; // nothing to judge, or grey whatever the day

  function judge() {
    var today = new Date(Date.now() + 8 * 3600 * 1000).toISOString().slice(0, 10);
    root.toggleAttribute('data-memorial', days.indexOf(today) >= 0 || days.indexOf(today.slice(5)) >= 0);
  }
  judge();
  document.addEventListener('visibilitychange', judge); // a tab left open over midnight
}());
