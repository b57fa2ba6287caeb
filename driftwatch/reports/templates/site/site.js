// Filters whose state stands in the address (#level=breaking&q=model), so that a view can be linked to. Without this script every
// page reads the same; only the filters are missing.
"use strict";

(() => {
  const moved = document.getElementById("moved");
  if (moved) return location.replace(moved.hash ? moved.href : moved.href + location.hash);
  const form = document.getElementById("filters");
  if (!form) return openTarget();
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");
  const timeline = document.getElementById("timeline");
  const kinds = ["breaking", "warning", "info"];

  function openTarget() {
    const target = location.hash.length > 1 && document.getElementById(decodedHash());
    for (let around = target && target.parentElement; around; around = around.parentElement) {
      if (around instanceof HTMLDetailsElement) around.open = true;
    }
    if (target) target.scrollIntoView();
  }

  function decodedHash() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; }
  }

  // A hash with "=" is a filter, any other names a place on the page.
  function fromAddress() {
    const state = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    const levels = state.has("level") ? state.get("level").split(",") : kinds;
    for (const field of form.elements) {
      if (field.type === "checkbox") field.checked = levels.includes(field.value);
      else if (field.name) field.value = state.get(field.name) ?? "";
    }
  }

  function toAddress() {
    const state = new URLSearchParams();
    const boxes = [...form.elements].filter((field) => field.type === "checkbox");
    const levels = boxes.filter((box) => box.checked).map((box) => box.value);
    if (levels.length < boxes.length) state.set("level", levels.join(","));
    for (const field of form.elements) {
      if (field.name && field.type !== "checkbox" && field.value) state.set(field.name, field.value.trim());
    }
    const hash = state.toString().replaceAll("%2C", ",");
    if (hash !== location.hash.slice(1)) history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  function wanted() {
    const value = (name) => form.elements[name]?.value ?? "";
    const boxes = [...form.elements].filter((field) => field.type === "checkbox");
    return {
      levels: new Set(boxes.filter((box) => box.checked).map((box) => box.value)),
      words: value("q").toLowerCase().split(/\s+/).filter(Boolean),
      manifest: value("manifest"), owner: value("owner"), from: value("from"), to: value("to"),
      narrow: boxes.some((box) => !box.checked) || ["q", "manifest", "owner", "from", "to"].some((name) => value(name).trim()),
    };
  }

  const texts = new WeakMap();
  function text(item) {
    if (!texts.has(item)) texts.set(item, `${item.textContent} ${item.dataset.words ?? ""}`.toLowerCase());
    return texts.get(item);
  }

  const lists = (joined, one) => !one || (joined ?? "").split("\n").includes(one);
  const within = (date, want) => (!want.from || date >= want.from) && (!want.to || date <= want.to);

  function filterTimeline(want) {
    let count = 0, captures = 0;
    const kept = new Set();
    for (const section of timeline.children) {
      if (section.tagName !== "SECTION") continue;
      const dated = within(section.dataset.date, want);
      if (!section.classList.contains("capture")) { section.hidden = want.narrow; continue; }
      const about = text(section.querySelector("header"));
      let fits = 0;
      for (const item of section.querySelectorAll(".findings > li")) {
        const fit = dated && want.levels.has(item.dataset.level) && lists(item.dataset.manifests, want.manifest) &&
          lists(item.dataset.owners, want.owner) && want.words.every((word) => text(item).includes(word) || about.includes(word));
        item.hidden = !fit;
        if (fit) { fits += 1; kept.add(`${section.dataset.key} ${item.dataset.level}`); }
      }
      for (const fold of section.querySelectorAll("details.more")) {
        const inside = fold.querySelectorAll("li:not([hidden])").length;
        fold.hidden = !inside;
        if (want.narrow && inside && inside === fits) fold.open = true;
      }
      section.hidden = want.narrow && !fits;
      count += fits;
      captures += fits ? 1 : 0;
    }
    for (const dot of document.querySelectorAll(".chart circle")) dot.classList.toggle("off", want.narrow && !kept.has(`${dot.dataset.key} ${dot.dataset.level}`));
    shown.textContent = `${count} finding${count === 1 ? "" : "s"} in ${captures} capture${captures === 1 ? "" : "s"}`;
    none.hidden = count > 0 || !want.narrow;
  }

  function filterSubjects(want) {
    let count = 0;
    for (const group of document.querySelectorAll(".kindred")) {
      let fits = 0;
      for (const row of group.querySelectorAll("tbody tr")) {
        row.hidden = !want.words.every((word) => text(row).includes(word));
        fits += row.hidden ? 0 : 1;
      }
      group.hidden = !fits;
      count += fits;
    }
    shown.textContent = want.narrow ? `${count} fit${count === 1 ? "s" : ""}` : `${count} in all`;
    none.hidden = count > 0;
  }

  function show() {
    const want = wanted();
    if (timeline) filterTimeline(want);
    else filterSubjects(want);
  }

  let waiting = 0;
  form.addEventListener("input", () => { toAddress(); cancelAnimationFrame(waiting); waiting = requestAnimationFrame(show); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { toAddress(); show(); }));
  document.getElementById("clear")?.addEventListener("click", () => form.reset());
  addEventListener("hashchange", () => { fromAddress(); show(); openTarget(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !/^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement?.tagName ?? "")) {
      event.preventDefault();
      form.elements.q.focus();
    }
  });
  form.hidden = false;
  fromAddress();
  show();
  openTarget();
})();
