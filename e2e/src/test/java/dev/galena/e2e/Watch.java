package dev.galena.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Listens in a page, from its first moment on, for signs that somebody's data became something that runs: a marker that only a script
 * can set, a window of the browser, an element that none of our screens has, a breach of the page's policy.
 */
final class Watch {
    private static final String EARS = """
            (() => {
              const tell = what => window.heardByTheWatch(String(what).slice(0, 300));
              Object.defineProperty(window, "hacked", { set: value => tell("ran: " + value) });
              document.addEventListener("securitypolicyviolation", it => tell(`against the policy: ${it.violatedDirective} ${it.blockedURI}`));
              const foreign = [
                "img[src=x]", "iframe", "object", "embed", "base", "script:not([src])",
                "[onclick]", "[onerror]", "[onload]", "[onfocus]", "[onmouseover]", "[ontoggle]",
                '[href^="javascript:" i]', '[href^="data:" i]', '[action^="javascript:" i]', '[src^="javascript:" i]',
                'a[target="_blank"]:not([rel~="noopener"])',
              ].join();
              const look = node => {
                if (!(node instanceof Element)) return;
                for (const it of node.matches(foreign) ? [node] : node.querySelectorAll(foreign)) tell("in the page: " + it.outerHTML);
              };
              new MutationObserver(changes => {
                for (const it of changes) it.type === "attributes" ? look(it.target) : it.addedNodes.forEach(look);
              }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["href", "src", "action", "target"] });
            })()""";

    private final List<String> heard = new CopyOnWriteArrayList<>();

    Watch(Page page) {
        page.exposeBinding(
                "heardByTheWatch", (source, what) -> heard.add(source.frame().url() + " " + what[0]));
        page.addInitScript(EARS);
        page.onDialog(this::asked);
    }

    private void asked(Dialog dialog) {
        heard.add(dialog.type() + ": " + dialog.message());
        dialog.dismiss();
    }

    void check() {
        assertThat(heard).isEmpty();
    }
}
