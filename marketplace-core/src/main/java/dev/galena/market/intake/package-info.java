/**
 * A lead comes in: read, checked, known again, agreed to, scored and offered. {@link SubmitLeads} is the only way in; files
 * come by {@link UploadBatch} and {@link RunBatches}.
 */
@NullMarked
package dev.galena.market.intake;

import org.jspecify.annotations.NullMarked;
