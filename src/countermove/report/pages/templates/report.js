"use strict";
addEventListener("DOMContentLoaded", () => {
  const folds = [...document.querySelectorAll("details")];
  const unfold = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    for (let each = target; each; each = each.parentElement) if (each.tagName === "DETAILS") each.open = true;
    if (target) (target.tagName === "DETAILS" ? target.firstElementChild : target).focus();
  };
  let closed = [];
  addEventListener("hashchange", unfold);
  addEventListener("beforeprint", () => { closed = folds.filter((each) => !each.open); closed.forEach((each) => { each.open = true; }); });
  addEventListener("afterprint", () => closed.forEach((each) => { each.open = false; }));
  unfold();
});
