// What to see this month: the page holds all twelve; the server built it with its own month open, the visitor's opens here.
document.querySelectorAll("[data-months]").forEach((box) => {
  const now = String(new Date().getMonth() + 1);
  if (!box.querySelector(`[data-month="${now}"]`)) return;
  box.querySelectorAll("[data-month]").forEach((month) => { month.hidden = month.dataset.month !== now; });
});
