/* Says what a point of a chart means when somebody points at it. All of it stands in the table too. */
(function () {
  "use strict";
  document.querySelectorAll("figure.drawing").forEach(function (figure) {
    var told = document.createElement("p");
    told.className = "told";
    told.setAttribute("aria-hidden", "true"); /* for whoever points; others have the table */
    figure.insertBefore(told, figure.querySelector("figcaption"));
    figure.querySelectorAll("svg").forEach(function (svg) {
      var points = Array.prototype.filter.call(svg.querySelectorAll("circle"), function (point) {
        return point.querySelector("title");
      });
      if (!points.length) { return; }
      var texts = points.map(function (point) {
        var title = point.querySelector("title"), text = title.textContent;
        title.remove(); /* or the browser would say it a second time */
        return text;
      });
      function nearest(event) {
        var best = 0, least = Infinity;
        points.forEach(function (point, at) {
          var box = point.getBoundingClientRect();
          var away = Math.abs(box.left + box.width / 2 - event.clientX);
          if (away < least) { least = away; best = at; }
        });
        return best;
      }
      function show(event) {
        var at = nearest(event);
        points.forEach(function (point, each) { point.classList.toggle("on", each === at); });
        told.textContent = texts[at];
      }
      svg.addEventListener("pointermove", show);
      svg.addEventListener("pointerdown", show);
      svg.addEventListener("pointerleave", function (event) {
        if (event.pointerType !== "mouse") { return; }
        points.forEach(function (point) { point.classList.remove("on"); });
        told.textContent = "";
      });
    });
  });
})();
