package dev.galena.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.SelectOption;
import java.nio.file.Path;
import java.util.Locale;

/** How somebody uses the console: by mouse, or by keyboard alone. A journey is the same for both. */
enum Hand {
    MOUSE {
        @Override
        void go(Console console, String screen, String key) {
            console.page()
                    .getByRole(AriaRole.NAVIGATION)
                    .getByRole(
                            AriaRole.LINK,
                            new Locator.GetByRoleOptions().setName(screen).setExact(true))
                    .click();
        }

        @Override
        void press(Console console, Locator what) {
            what.click();
        }

        @Override
        void tick(Console console, Locator box) {
            box.click();
        }

        @Override
        void write(Console console, Locator field, String text) {
            field.click();
            field.fill(text);
        }

        // The list that drops down is the system's, where no test can click: the rest is as by hand.
        @Override
        void choose(Console console, Locator select, String label) {
            select.selectOption(new SelectOption().setLabel(label));
        }

        @Override
        void openRow(Console console, Locator row) {
            row.click();
        }

        @Override
        void close(Console console) {
            console.dialog()
                    .getByRole(
                            AriaRole.BUTTON,
                            new Locator.GetByRoleOptions().setName("Close").setExact(true))
                    .first()
                    .click();
        }
    },
    KEYBOARD {
        @Override
        void go(Console console, String screen, String key) {
            console.press("g", key);
        }

        @Override
        void press(Console console, Locator what) {
            assertThat(what).isEnabled();
            console.tabTo(what).press("Enter");
        }

        @Override
        void tick(Console console, Locator box) {
            console.tabTo(box).press("Space");
        }

        @Override
        void write(Console console, Locator field, String text) {
            console.tabTo(field).press("Control+a").type(text);
        }

        // By its first letters, as browsers do.
        @Override
        void choose(Console console, Locator select, String label) {
            console.tabTo(select).type(label);
            assertThat(select.locator("option:checked")).hasText(label);
        }

        // Down the list, row by row.
        @Override
        void openRow(Console console, Locator row) {
            assertThat(row).isVisible();
            console.walkTo(row).press("Enter");
        }

        @Override
        void close(Console console) {
            console.press("Escape");
        }
    };

    /** How they come in is {@link ConsoleTest}'s. */
    Console logIn(Console console, String party) {
        return console.logIn(party);
    }

    /** To a screen: by its entry in the navigation, or by {@code g} and its letter. */
    abstract void go(Console console, String screen, String key);

    /** A button or a link. */
    abstract void press(Console console, Locator what);

    /** A box to tick, or one choice of several. */
    abstract void tick(Console console, Locator box);

    /** Instead of what is there. */
    abstract void write(Console console, Locator field, String text);

    abstract void choose(Console console, Locator select, String label);

    /** A row of a list that shows more. */
    abstract void openRow(Console console, Locator row);

    /** The topmost window. */
    abstract void close(Console console);

    /** Whoever has no mouse is here now, not at the beginning of the page. */
    void isAt(Locator what) {
        if (this == KEYBOARD) assertThat(what).isFocused();
    }

    /** By the dialog of the system, which the field opens. */
    void file(Console console, String label, Path file) {
        var field = console.field(label);
        assertThat(field).isAttached();
        console.page()
                .waitForFileChooser(
                        () -> press(console, this == MOUSE ? console.page().getByText(label) : field))
                .setFiles(file);
    }

    /** What a link or button gives to keep. */
    Path download(Console console, Locator what, Path folder) {
        var download = console.page().waitForDownload(() -> press(console, what));
        var file = folder.resolve(this + "-" + download.suggestedFilename());
        download.saveAs(file);
        return file;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
