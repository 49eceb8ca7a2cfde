package dev.galena.billing.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.helger.base.io.nonblocking.NonBlockingByteArrayInputStream;
import com.helger.phive.api.execute.ValidationExecutionManager;
import com.helger.phive.api.executorset.ValidationExecutorSetRegistry;
import com.helger.phive.api.validity.IValidityDeterminator;
import com.helger.phive.en16931.EN16931Validation;
import com.helger.phive.xml.source.IValidationSourceXML;
import com.helger.phive.xml.source.ValidationSourceXML;
import com.helger.xml.serialize.read.DOMReader;
import java.util.List;
import java.util.stream.StreamSupport;

/** The published rules of EN 16931 for UBL: schema and Schematron of CEN/TC 434, release 1.3.16. */
public final class En16931 {

    private static final ValidationExecutorSetRegistry<IValidationSourceXML> RULES =
            new ValidationExecutorSetRegistry<>();

    static {
        EN16931Validation.initEN16931(RULES);
    }

    private En16931() {}

    /** Every error and warning; empty when the document is valid. */
    public static List<String> faults(String ubl) {
        var rules = RULES.getOfID(
                ubl.contains("<CreditNote ")
                        ? EN16931Validation.VID_UBL_CREDIT_NOTE_1316
                        : EN16931Validation.VID_UBL_INVOICE_1316);
        var xml = DOMReader.readXMLDOM(new NonBlockingByteArrayInputStream(ubl.getBytes(UTF_8)));
        var results = ValidationExecutionManager.executeValidation(
                IValidityDeterminator.createDefault(), rules, ValidationSourceXML.create("document.xml", xml));
        return StreamSupport.stream(results.spliterator(), false)
                .flatMap(result -> StreamSupport.stream(result.getErrorList().spliterator(), false))
                .map(error -> error.getErrorID() + " " + error.getErrorText(java.util.Locale.ROOT))
                .toList();
    }
}
