"""What a person meant who typed a front matter or an entry of a list: punctuation of the wrong width, dates in words, brackets left out.

values    one value: a day, a number, a choice, a text that must be quoted
flow      {…} and […] on one line
walk      a whole front matter, line by line
adopting  which of these lines are taken: only those without which it cannot be read
apart     a list that cannot be read as a whole, item by item
cures     the line as it should stand where only the author knows what belongs there
"""

BLANK = "【待填"  # begins what is left to be filled in; with its bracket, so that prose may say 待填
