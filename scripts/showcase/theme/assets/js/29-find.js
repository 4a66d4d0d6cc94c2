/* Finding: window.showcaseFind(words, done) calls done({hits, near, failed}) with what was found, best first.
   The index is classic scripts that call showcaseSearch(kind, number, data), so it loads from a folder too, where
   fetch() is refused. How keys are made and weighed: scripts/showcase/site/search/. */
(function () {
  'use strict';
  var base = (document.documentElement.getAttribute('data-base') || '.').replace(/\/$/, '') + '/';
  var HAN = '\\u3400-\\u9fff\\u{20000}-\\u{3ffff}';
  var END = /[。！？!?；;，,：:…]+/g;
  var BETWEEN = new RegExp('([' + HAN + '])[^' + HAN + 'a-z0-9\n]+(?=[' + HAN + '])', 'gu'); // no look-behind: old phones have none
  var ONE = new RegExp('^[' + HAN + ']$', 'u');
  var RUN = new RegExp('[' + HAN + ']+|[a-z0-9]+', 'gu');
  // Of a whole sentence these say nothing about what is looked for.
  var EMPTY = /我们|你们|他们|请问|想知道|知道|怎么办|怎么样|怎么|怎样|如何|什么时候|什么|哪里|哪儿|哪个|哪些|为什么|多少|能不能|可不可以|是不是|有没有|可以|应该|需要|一个|一下|[我你他她它您的了吗呢吧啊么嘛想要在是有和与跟把被给让就都也还很谁哪几个]/gu;
  var LONG = 5, ASKED = 6, SHORT = 6; // characters of a sentence; keys asked for at once; characters of a word
  var NEAR = 0.2; // how much of a question an answer has to hold to be shown as near
  var WHOLE = '='; // before a key that is all of what somebody types, by its sound
  var HALF = 0.5, GUESSES = 12; // of the best guess, what another has to hold; how many are shown
  var FAINT = 0.3; // what a single character counts where the word itself is nowhere
  var DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_', LEVELS = 32;
  var data = { start: {}, shard: {}, entry: {} };
  var waiting = {};
  var simple = new Map();

  window.showcaseSearch = function (kind, number, value) {
    data[kind][number] = value;
    if (kind !== 'start') return;
    value.simple.split(' ').forEach(function (row) {
      Array.from(row).forEach(function (c, i, all) { if (i) simple.set(c, all[0]); });
    });
  };

  /* Calls done() once each of `names` ([kind, number]) is there, or could not be had. */
  function load(names, done) {
    var missing = names.filter(function (n) { return data[n[0]][n[1]] === undefined; });
    var left = missing.length;
    if (!left) return done();
    missing.forEach(function (n) {
      var kind = n[0], name = n.join(' ');
      function ready() { if (!--left) done(); }
      if (waiting[name]) return waiting[name].push(ready);
      waiting[name] = [ready];
      var script = document.createElement('script');
      script.src = base + (kind === 'start' ? 'search/index.js'
        : 'search/' + kind[0].replace('s', 'k').replace('e', 'd') + '/' + n[1] + '.js?v=' + data.start[0].version);
      script.onload = script.onerror = function () {
        var all = waiting[name];
        delete waiting[name];
        script.remove();
        all.forEach(function (ready) { ready(); });
      };
      document.head.appendChild(script);
    });
  }

  function fold(text) { return String(text || '').normalize('NFKC').toLowerCase(); }

  function simplified(text) {
    return Array.from(text, function (c) { return simple.get(c) || c; }).join('');
  }

  function keysOf(term) {
    var keys = [];
    (term.replace(END, '\n').replace(BETWEEN, '$1').match(RUN) || []).forEach(function (run) {
      var all = Array.from(run), size = /[a-z0-9]/.test(run) ? 3 : 2;
      for (var i = 0; i < Math.max(1, all.length - size + 1); i++) keys.push(all.slice(i, i + size).join(''));
    });
    return Array.from(new Set(keys));
  }

  function shardOf(key) {
    var number = 0;
    for (var i = 0; i < key.length; i++) number = (Math.imul(number, 31) + key.charCodeAt(i)) >>> 0;
    return number % data.start[0].shards;
  }

  function decoded(row) {
    var found = new Map(), last = 0, value = 0, power = 1;
    for (var i = 0; i < row.length; i++) {
      var digit = DIGITS.indexOf(row[i]);
      value += (digit % 32) * power;
      power *= 32;
      if (digit > 31) continue;
      last += Math.floor(value / LEVELS);
      found.set(last, value % LEVELS);
      value = 0;
      power = 1;
    }
    return found;
  }

  /* key → Map of entry → weight; empty when nothing holds it. */
  function look(keys, done) {
    load(keys.map(function (key) { return ['shard', shardOf(key)]; }), function () {
      done(new Map(keys.map(function (key) {
        var shard = data.shard[shardOf(key)] || {};
        return [key, decoded(Object.prototype.hasOwnProperty.call(shard, key) ? shard[key] : '')];
      })));
    });
  }

  /* What was typed, and the same in the words of the site: [[term, …], …]. */
  function variants(words) {
    var terms = simplified(fold(words)).split(/\s+/).filter(Boolean);
    var also = data.start[0].also;
    var other = terms.map(function (term) {
      var known = Object.keys(also).filter(function (word) { return term.includes(word); });
      known.sort(function (a, b) { return b.length - a.length; });
      return known.length ? term.replace(known[0], also[known[0]]) : term;
    });
    return other.join(' ') === terms.join(' ') ? [terms] : [terms, other];
  }

  /* The keys of a term that are worth asking for; of a sentence, those without its empty words. */
  function asked(term) {
    var whole = Array.from(term).length > LONG ? term.replace(EMPTY, '\n') : term;
    var keys = [];
    whole.split('\n').forEach(function (piece) { keys = keys.concat(keysOf(piece)); });
    keys = Array.from(new Set(keys.length ? keys : keysOf(term)));
    var step = Math.max(1, keys.length / ASKED);
    return keys.filter(function (_, i) { return Math.floor(i / step) !== Math.floor((i - 1) / step); });
  }

  function rarity(found) { return Math.log(1 + data.start[0].entries / (found.size || 0.5)); }

  /* entry → [points, how much of the question it answers (0–1), whether it holds all of it] */
  function weigh(terms, rows) {
    var hits = new Map();
    terms.forEach(function (term, at) {
      var keys = term.keys, total = 0;
      var here = new Map();
      keys.concat(term.faint).forEach(function (key, nth) {
        var found = rows.get(key), rare = rarity(found) * (nth < keys.length ? 1 : FAINT);
        total += found.size ? rare : rare / 3; // what nobody wrote may be a slip of the hand
        found.forEach(function (weight, entry) {
          var sum = here.get(entry) || [0, 0, 0];
          here.set(entry, [sum[0] + rare * weight, sum[1] + rare, sum[2] + (nth < keys.length)]);
        });
      });
      here.forEach(function (sum, entry) {
        var cover = Math.min(1, sum[1] / total);
        var hit = hits.get(entry) || { points: 0, cover: 0, terms: 0, whole: 0 };
        var all = rows.get(WHOLE + term.text);
        hit.points += sum[0] / keys.length + (all && all.has(entry) ? rarity(all) * all.get(entry) : 0);
        hit.cover += cover / terms.length;
        hit.terms += 1;
        hit.whole += sum[2] === keys.length;
        hits.set(entry, hit);
      });
    });
    return hits;
  }

  function rank(asks, rows) {
    var best = new Map();
    asks.forEach(function (one) {
      weigh(one.terms, rows).forEach(function (hit, entry) {
        if (hit.terms < one.terms.length) return;
        var whole = hit.whole === one.terms.length;
        var score = hit.points * hit.cover * hit.cover * (whole ? 1.5 : 1) * one.share;
        var before = best.get(entry);
        if (!before || before.score < score) best.set(entry, { entry: entry, score: score, cover: hit.cover, whole: whole || !!(before && before.whole) });
        else if (whole) before.whole = true;
      });
    });
    var all = Array.from(best.values()).sort(function (a, b) { return b.score - a.score || a.entry - b.entry; });
    var top = all.reduce(function (most, hit) { return Math.max(most, hit.cover); }, 0), guesses = 0;
    return all.filter(function (hit) {
      return hit.whole || (hit.cover >= NEAR && hit.cover >= top * HALF && ++guesses <= GUESSES);
    });
  }

  /* What is to be marked in the results: the terms, and their keys of Han where only a piece was found. */
  function shown(asks, rows) {
    var words = [];
    asks.forEach(function (ask) {
      ask.terms.forEach(function (term) {
        words.push(term.text);
        term.keys.forEach(function (key) { if (rows.get(key).size && !/^[a-z0-9]/.test(key)) words.push(key); });
      });
    });
    return words;
  }

  /* Single characters of the short words: of use where nothing holds the words themselves. */
  function faint(text) {
    var all = Array.from(text);
    return all.length > 1 && all.length <= SHORT ? all.filter(function (c) { return ONE.test(c); }) : [];
  }

  function together(asks, list) {
    return Array.from(new Set([].concat.apply([], asks.map(function (ask) {
      return [].concat.apply([], ask.terms.map(function (term) { return term[list]; })); // a text or a list
    }))));
  }

  window.showcaseFind = function (words, done) {
    load([['start', 0]], function () {
      if (!data.start[0]) return done({ hits: [], failed: true });
      var asks = variants(words).map(function (terms, i) {
        return { share: i ? 0.95 : 1, terms: terms.map(function (term) { return { text: term, keys: asked(term), faint: [] }; })
          .filter(function (term) { return term.keys.length; }) };
      });
      var sounds = together(asks, 'text').filter(function (text) { return /^[a-z]{2,}$/.test(text); })
        .map(function (text) { return WHOLE + text; });
      function answer(rows) {
        var hits = rank(asks, rows);
        return { hits: hits, exact: hits.filter(function (hit) { return hit.whole; }).length, words: shown(asks, rows) };
      }
      look(together(asks, 'keys').concat(sounds), function (rows) {
        var found = answer(rows);
        if (found.exact) return done(found);
        asks.forEach(function (ask) { ask.terms.forEach(function (term) { term.faint = faint(term.text); }); });
        look(together(asks, 'faint'), function (more) {
          more.forEach(function (row, key) { rows.set(key, row); });
          done(answer(rows));
        });
      });
    });
  };
  window.showcaseFind.entries = function (hits, done) {
    load(hits.map(function (hit) { return ['entry', hit.entry]; }), function () {
      done(hits.map(function (hit) { return data.entry[hit.entry]; }).filter(Boolean));
    });
  };
  window.showcaseFind.folded = fold;
  window.showcaseFind.start = function (done) { load([['start', 0]], function () { done(data.start[0]); }); };
}());
