/* Questions for oneself: the choices become buttons, the answer is told at once and kindly, no score is kept.
   Without script they are a list with the answer folded below. */
(function () {
  'use strict';
  document.querySelectorAll('[data-question]').forEach(function (question) {
    var kind = question.getAttribute('data-question'), answer = question.querySelector('details'), told = question.querySelector('[data-told]');
    var choices = [].slice.call(question.querySelectorAll('[data-choice]')), picked = [];
    var right = choices.filter(function (choice) { return choice.getAttribute('data-choice'); });

    function tell(fine) {
      told.hidden = false;
      told.textContent = fine ? '对了。' : '再看一眼，答案在下面，原话在那一页上。';
      answer.open = true;
    }
    function settle() {
      if (kind === 'single' || kind === 'first') tell(Boolean(picked[0].getAttribute('data-choice')));
      else if (picked.length === right.length) {
        tell(picked.every(function (choice, n) {
          var place = choice.getAttribute('data-choice');
          return kind === 'order' ? place === String(n + 1) : Boolean(place);
        }));
      } else {
        told.hidden = false;
        told.textContent = kind === 'order' ? '接着点下一步。' : picked.length > right.length ?
          '多了。一共 ' + right.length + ' 个，再点一下去掉。' : '还有。一共 ' + right.length + ' 个。';
      }
    }
    choices.forEach(function (choice) {
      var button = document.createElement('button'), letter = choice.querySelector('.quiz__letter'), was = letter.textContent;
      button.type = 'button';
      button.setAttribute('aria-pressed', 'false');
      while (choice.firstChild) button.appendChild(choice.firstChild);
      choice.appendChild(button);
      choice.quiz = function () {
        var at = picked.indexOf(choice);
        button.setAttribute('aria-pressed', String(at >= 0));
        letter.textContent = kind === 'order' && at >= 0 ? String(at + 1) : was;
      };
      button.addEventListener('click', function () {
        var at = picked.indexOf(choice);
        if (at >= 0) picked.splice(at, 1);
        else if (kind === 'single' || kind === 'first') picked = [choice];
        else picked.push(choice);
        choices.forEach(function (each) { each.quiz(); });
        if (picked.length) settle(); else { told.hidden = true; answer.open = false; }
      });
    });
  });
}());
