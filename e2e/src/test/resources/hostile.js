// Opens whatever a screen can open, fills in whatever can be typed, sends it off; and says how much that was.
async ({ texts, secondsMax }) => {
  const TYPED = "textarea, input:is(:not([type]), [type=text], [type=search], [type=email], [type=password], [type=tel], [type=url])";
  // What would leave the screen, or only repeats: the last two come by themselves, in the end.
  const LEFT_OUT = /^(Copy|Export|Close|Cancel|Previous|Next|Open as a page|Open [a-z]+_|Select|Another purpose$|Filter$|Columns$|\+ \d+ day)/;
  const report = { forms: 0, fields: 0, windows: [] };
  const end = Date.now() + secondsMax * 1000;
  const pause = (ms) => new Promise((go) => setTimeout(go, ms));
  const watched = () => {
    const [under, ask] = [new Set(), window.fetch];
    window.fetch = (...request) => {
      const answer = ask(...request);
      under.add(answer);
      return answer.finally(() => under.delete(answer));
    };
    return under;
  };
  const underWay = (window.underWay ??= watched());
  const loading = () => underWay.size > 0 || document.querySelector("main .skeleton, dialog .skeleton, [aria-busy=true]");
  const quiet = async () => {
    await pause(15);
    for (let n = 0; n < 100 && loading(); n++) await pause(15);
    await pause(15);
  };
  const top = () => [...document.querySelectorAll("dialog[open]")].at(-1);
  const can = (it) => it.checkVisibility() && !it.disabled && !it.readOnly;

  const put = (field, value) => {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, value); // as React hears it
    for (const kind of ["input", "change", "focusout"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  };
  let turn = 0;
  const fill = async (root) => {
    for (const field of root.querySelectorAll(TYPED)) {
      if (!can(field)) continue;
      const text = texts[turn++ % texts.length];
      put(field, field.maxLength > 0 ? text.slice(0, field.maxLength) : text);
      report.fields++;
    }
    for (const field of root.querySelectorAll("input[type=file]")) {
      const files = new DataTransfer();
      const name = `${texts[0].replaceAll("/", "_")}.csv`;
      files.items.add(new File([texts.map((one) => `"${one.replaceAll('"', '""')}"`).join() + "\r\n"], name, { type: "text/csv" }));
      field.files = files.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      report.fields++;
      await quiet();
    }
  };
  const send = async (root) => {
    for (const form of root.querySelectorAll("form")) {
      if (!form.isConnected || !can(form) || form.querySelector("[type=submit]:disabled")) continue;
      form.noValidate = true; // what the browser would refuse goes to the server
      form.requestSubmit();
      report.forms++;
      await quiet();
    }
  };
  const close = async (until) => {
    for (let n = 0; n < 5 && top() && top() !== until; n++) {
      top().dispatchEvent(new Event("cancel", { cancelable: true }));
      await quiet();
    }
  };

  const seen = new Set();
  const name = (it) => (it.getAttribute("aria-label") ?? it.textContent ?? "").trim();
  /** Presses each button of `root` once. */
  const explore = async (root, depth) => {
    while (Date.now() < end && root.isConnected) {
      const it = [...root.querySelectorAll("button, summary")].find((one) => can(one) && !LEFT_OUT.test(name(one)) && !seen.has(`${depth} ${name(one)}`));
      if (!it) return;
      await press(it, depth);
    }
  };
  /** What opens is filled in. */
  const press = async (it, depth) => {
    seen.add(`${depth} ${name(it)}`);
    const [window, path] = [top(), location.pathname];
    it.click();
    const expanded = () => it.isConnected && it.getAttribute("aria-expanded") === "true";
    for (let n = 0; n < 8 && !loading() && top() === window && !expanded(); n++) await pause(15); // a window may have to be loaded
    await quiet();
    if (location.pathname !== path) {
      history.back();
      await quiet();
    } else if (top() && top() !== window) {
      report.windows.push(name(it));
      await opened(top(), depth + 1);
      await close(window);
    } else if (expanded()) {
      const box = it.parentElement;
      await fill(box);
      await send(box);
      for (const entry of [...box.querySelectorAll("button")].slice(1).map(name)) {
        if (!expanded()) it.click();
        await quiet();
        const one = [...box.querySelectorAll("button")].slice(1).find((other) => name(other) === entry);
        if (one && !seen.has(`${depth} ${entry}`)) await press(one, depth);
      }
      if (expanded()) it.click();
    }
  };
  /** A window with something to type is filled in and sent; one that only asks for a yes is left; a drawer is explored. */
  const opened = async (window, depth) => {
    await fill(window);
    await send(window);
    if (window.isConnected && depth < 3 && window.querySelector("[data-start][tabindex]")) await explore(window, depth);
  };

  const main = document.getElementById("main");
  await quiet();
  main.querySelector("tbody input[type=checkbox]")?.click(); // for what can be done with several
  const row = main.querySelector("tbody tr[data-id]");
  if (row) {
    row.click();
    for (let n = 0; n < 20 && !top(); n++) await pause(15);
    await quiet();
    if (top()) await opened(top(), 1);
    await close();
  }
  await fill(main);
  await explore(main, 0);
  await send(main);
  await close();
  for (const last of [...main.querySelectorAll("button")].filter((one) => /^Filter$/.test(one.textContent.trim()))) {
    last.click();
    await quiet();
    await fill(last.parentElement);
    await send(last.parentElement);
  }
  await explore(main, 0);
  await close();
  return report;
}
