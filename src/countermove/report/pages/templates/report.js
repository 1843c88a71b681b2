"use strict";
const folds = [...document.querySelectorAll("details")];
const unfold = () => {
  const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target && target.tagName === "DETAILS") target.open = true;
};
let closed = [];
addEventListener("hashchange", unfold);
addEventListener("beforeprint", () => { closed = folds.filter((each) => !each.open); closed.forEach((each) => { each.open = true; }); });
addEventListener("afterprint", () => closed.forEach((each) => { each.open = false; }));
unfold();
