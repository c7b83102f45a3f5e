/* Runs before the first paint, so that nothing made for browsers without script flashes up. */
document.documentElement.classList.add("has-script");
