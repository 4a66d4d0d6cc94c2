"""The commands, a module each: with `cli` the only room that prints or exits."""
