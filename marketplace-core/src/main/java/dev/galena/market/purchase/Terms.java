package dev.galena.market.purchase;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Under which terms one buyer gets a lead of one seller.
 *
 * @param vertical code
 * @param feeBps the platform's part of the list price, in hundredths of a percent
 * @param agreedPrice what this buyer has agreed to pay instead of the list price; null: nothing
 * @param ruleSet code@version of the rules that consent is judged by
 */
record Terms(String vertical, int feeBps, @Nullable Long agreedPrice, Duration returnWindow, String ruleSet) {

    /** For a party whose clock is ahead of the world's: by its own clock the window is as long as for others. */
    Terms ahead(Duration byClock) {
        return byClock.isZero() ? this : new Terms(vertical, feeBps, agreedPrice, returnWindow.plus(byClock), ruleSet);
    }
}
