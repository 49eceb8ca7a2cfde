package dev.galena.market.purchase;

import java.time.Duration;

/**
 * What the version of the vertical under which a lead was listed says about its sale.
 *
 * @param feeBps the platform's part of the price, in hundredths of a percent
 * @param ruleSet code@version of the rules that consent is judged by
 */
record Terms(int feeBps, Duration returnWindow, String ruleSet) {}
