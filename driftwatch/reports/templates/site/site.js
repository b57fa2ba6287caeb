// Filters whose state stands in the address (#level=breaking&q=model), so that a view can be linked to. Without this script every
// page reads the same; only the filters are missing.
"use strict";

(() => {
  const moved = document.getElementById("moved");
  if (moved) return location.replace(moved.hash ? moved.href : moved.href + location.hash);
  // A table that fits is no stop for the keyboard.
  const sizes = new ResizeObserver((tables) => {
    for (const box of new Set(tables.map(({ target }) => target.closest(".scroll")))) {
      if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  });
  for (const one of document.querySelectorAll(".scroll, .scroll > table")) sizes.observe(one);
  const form = document.getElementById("filters");
  const timeline = document.getElementById("timeline");
  if (!form) return openTarget();
  const shown = document.getElementById("shown");
  const none = document.getElementById("none");
  const search = form.elements.q;
  const fields = [...form.elements].filter((field) => field.name);
  const boxes = fields.filter((field) => field.type === "checkbox");
  const others = fields.filter((field) => field.type !== "checkbox");
  const groups = [...new Set(boxes.map((box) => box.name))];

  function decodedHash() {
    try { return decodeURIComponent(location.hash.slice(1)); } catch { return ""; }
  }

  function openTarget() {
    const name = decodedHash();
    const target = name && document.getElementById(name);
    // A capture that the first page of the timeline no longer holds has a page of its own.
    const capture = !target && timeline && /^c-(\d{4}-\d\d-\d\d-[0-9a-f]{10})$/.exec(name);
    if (capture) return location.replace(new URL(`captures/${capture[1]}.html`, document.querySelector(".brand").href));
    for (let around = target && target.parentElement; around; around = around.parentElement) {
      if (around instanceof HTMLDetailsElement) around.open = true;
    }
    if (target) target.scrollIntoView();
  }

  // A hash with "=" is a filter, any other names a place on the page.
  function fromAddress() {
    const state = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    for (const box of boxes) box.checked = !state.has(box.name) || state.get(box.name).split(",").includes(box.value);
    for (const field of others) {
      const value = state.get(field.name) ?? "";
      field.value = value;
      // A manifest or owner of an older link that is here no longer is shown as chosen: nothing fits, rather than everything.
      if (field instanceof HTMLSelectElement && field.value !== value) field.add(new Option(value, value, false, true));
    }
  }

  function toAddress() {
    const state = new URLSearchParams();
    for (const name of groups) {
      const mine = boxes.filter((box) => box.name === name);
      const chosen = mine.filter((box) => box.checked).map((box) => box.value);
      if (chosen.length < mine.length) state.set(name, chosen.join(","));
    }
    for (const field of others) if (field.value.trim()) state.set(field.name, field.value.trim());
    const hash = state.toString().replaceAll("%2C", ",");
    if (hash !== location.hash.slice(1)) history.replaceState(null, "", hash ? `#${hash}` : location.pathname + location.search);
  }

  // Whoever looks for messages.role or /videos/{id} means messages[].role and /videos/{video_id}.
  const plain = (text) => text.replaceAll("[]", "").replaceAll("`", "").replace(/\{[^{}\s]*\}?/g, "{}");

  function wanted() {
    const value = (name) => form.elements[name]?.value ?? "";
    const words = value("q").toLowerCase().split(/\s+/).filter(Boolean);
    const chosen = Object.fromEntries(groups.map((name) => [name, new Set(boxes.filter((box) => box.name === name && box.checked).map((box) => box.value))]));
    return {
      chosen, words: words.map((word) => [word, plain(word)]), searching: words.length > 0, show: value("show"),
      manifest: value("manifest"), owner: value("owner"), from: value("from"), to: value("to"),
      narrow: boxes.some((box) => !box.checked) || others.some((field) => field.value.trim()),
    };
  }

  function text(element, ...more) {
    const raw = [element.textContent, ...more].join(" ").toLowerCase().replace(/\s+/g, " ");
    return `${raw} ${plain(raw)}`;
  }
  const says = (words, ...texts) => words.every(([word, bare]) => texts.some((one) => one.includes(word) || (bare && one.includes(bare))));
  const lists = (joined, one) => !one || (joined ?? "").split("\n").includes(one);
  const within = (date, want) => (!want.from || date >= want.from) && (!want.to || date <= want.to);
  const counted = (count, what) => `${count.toLocaleString("en")} ${what}${count === 1 ? "" : "s"}`;
  // Of a timeline in parts each page knows its own findings alone.
  const here = document.querySelector("nav.older") ? " on this page" : "";

  // The page is read once, when somebody filters for the first time.
  let known;
  function sections() {
    known ??= [...timeline.querySelectorAll(".capture, .still")].map((section) => ({
      section, date: section.dataset.date, capture: section.classList.contains("capture"),
      about: section.classList.contains("capture") ? text(section.querySelector("header")) : "",
      apart: section.dataset.apart?.split(" ") ?? [],
      folds: [...section.querySelectorAll("details.more")].map((fold) => ({ fold, items: [...fold.querySelectorAll("li")], label: fold.firstElementChild.textContent })),
      items: [...section.querySelectorAll(".findings > li")].map((item) => ({
        item, names: item.className.split(" "), manifests: item.dataset.manifests, owners: item.dataset.owners,
        says: text(item, item.dataset.rule, item.querySelector(".go").hash),
      })),
    }));
    return known;
  }

  function fits(item, about, want) {
    return groups.every((name) => item.names.some((one) => want.chosen[name].has(one))) && lists(item.manifests, want.manifest) &&
      lists(item.owners, want.owner) && says(want.words, item.says, about);
  }

  function filterTimeline(want) {
    let count = 0, captures = 0, unread = 0;
    const kept = { breaking: [], warning: [], info: [] };
    for (const { section, date, capture, about, apart, folds, items } of sections()) {
      if (!capture) { section.hidden = want.narrow; continue; }
      const dated = within(date, want);
      let fit = 0;
      for (const one of items) {
        one.item.hidden = !(dated && fits(one, about, want));
        if (!one.item.hidden) { fit += 1; kept[one.names[0]].push(date); }
      }
      for (const { fold, items: inside, label } of folds) {
        const left = inside.filter((item) => !item.hidden).length;
        fold.hidden = !left;
        fold.firstElementChild.textContent = label.replace(/\d+/, left);
        // What somebody searches for is shown; what the filter unfolded it folds again.
        if (want.narrow && left && (want.searching || left === fit) && !fold.open) { fold.open = true; fold.dataset.ours = ""; }
        if (!want.narrow && "ours" in fold.dataset) { fold.open = false; delete fold.dataset.ours; }
      }
      // What stands on a page of its own is not read here: it stays as long as it may fit, and is told apart.
      const maybe = dated ? apart.filter((level) => want.chosen.level.has(level)) : [];
      for (const level of maybe) kept[level].push(date);
      unread += maybe.length ? 1 : 0;
      section.hidden = want.narrow && !fit && !maybe.length;
      count += fit;
      captures += fit ? 1 : 0;
    }
    for (const dot of document.querySelectorAll(".chart circle")) {
      const dates = kept[dot.classList[0]];
      dot.classList.toggle("off", want.narrow && !dates.some((date) => date >= dot.dataset.first && date <= dot.dataset.last));
    }
    const besides = unread ? `, besides ${counted(unread, "capture")} told on ${unread === 1 ? "a page of its own" : "pages of their own"}` : "";
    shown.textContent = `${counted(count, "finding")} in ${counted(captures, "capture")}${here}${besides}`;
    none.hidden = count > 0 || unread > 0 || !want.narrow;
    // Other pages take the filter along.
    for (const link of document.querySelectorAll("a.elsewhere")) link.hash = location.hash.includes("=") ? location.hash : "";
  }

  function filterSubjects(want) {
    let count = 0;
    known ??= [...document.querySelectorAll(".kindred")].map((group) => ({
      group, rows: [...group.querySelectorAll("tbody tr")].map((row) => ({ row, show: row.dataset.show ?? "", says: text(row.cells[0], row.dataset.words) })),
    }));
    for (const { group, rows } of known) {
      let fit = 0;
      for (const one of rows) {
        one.row.hidden = !(one.show.includes(want.show) && says(want.words, one.says));
        fit += one.row.hidden ? 0 : 1;
      }
      group.hidden = !fit;
      count += fit;
    }
    shown.textContent = want.narrow ? `${count} ${count === 1 ? "fits" : "fit"}` : `${count} in all`;
    none.hidden = count > 0;
  }

  function show() {
    const want = wanted();
    if (timeline) filterTimeline(want);
    else filterSubjects(want);
  }

  // From the search the arrows lead through what was found, and back.
  const results = () => [...document.querySelectorAll(".findings .go, .kindred th a")].filter((link) => link.checkVisibility());
  function move(step) {
    const found = results();
    const at = found.indexOf(document.activeElement) + step;
    if (at < 0) search.focus();
    else found[Math.min(at, found.length - 1)]?.focus();
  }

  function pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const active = document.activeElement;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(active?.tagName ?? "");
    const inResults = active?.matches(".findings .go, .kindred th a") ?? false;
    if (event.key === "/" && !typing) search.select();
    else if (event.key === "Escape" && active === search && search.value) { search.value = ""; changed(); }
    else if (event.key === "Escape" && inResults) search.select();
    else if (event.key === "ArrowDown" && (active === search || inResults)) move(1);
    else if (event.key === "ArrowUp" && inResults) move(-1);
    else if (event.key === "Enter" && active === search) {
      show();
      const found = results();
      if (found.length === 1) found[0].click();
      else found[0]?.focus();
    } else return;
    event.preventDefault();
  }

  let waiting = 0;
  function changed() {
    toAddress();
    cancelAnimationFrame(waiting);
    waiting = requestAnimationFrame(show);
  }
  form.addEventListener("input", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { toAddress(); show(); }));
  document.getElementById("clear")?.addEventListener("click", () => { form.reset(); search.focus(); });
  addEventListener("hashchange", () => { fromAddress(); show(); openTarget(); });
  document.addEventListener("keydown", pressed);
  // The link's own way would put its place into the address, where the filter stands.
  document.querySelector(".skip").addEventListener("click", (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  });
  form.hidden = false;
  fromAddress();
  show();
  openTarget();
})();
