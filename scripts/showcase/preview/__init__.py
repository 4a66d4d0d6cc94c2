"""The site on the own machine while it is written: what is shown, when it is made anew, who may see it."""
