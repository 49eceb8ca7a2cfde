package dev.galena.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.galena.api.http.Answer;
import dev.galena.api.http.Call;
import dev.galena.api.http.Problems;
import dev.galena.billing.Money;
import dev.galena.billing.document.Documents;
import dev.galena.billing.document.Frozen;
import dev.galena.billing.document.Kind;
import dev.galena.billing.document.ReadDocuments;
import dev.galena.billing.document.Ubl;
import dev.galena.db.Id;
import dev.galena.market.party.Role;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.HexFormat;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Documents of one kind: a party's own, the operator's all; as frozen, as UBL, on paper. */
final class DocumentRoutes {

    private final ReadDocuments readDocuments;
    private final Set<Kind> kinds;

    DocumentRoutes(ReadDocuments readDocuments, Kind... kinds) {
        this.readDocuments = readDocuments;
        this.kinds = Set.of(kinds);
    }

    Answer list(Call call) {
        var page = call.page(Documents.ORDER);
        return Answer.page(call, readDocuments.page(kinds, whose(call), page), DocumentRoutes::json);
    }

    /** {@code doc_…}, {@code doc_….xml} or {@code doc_….pdf}. */
    Answer read(Call call) {
        String name = call.pathValue(0);
        int dot = name.indexOf('.');
        UUID id = Id.parse("doc", dot < 0 ? name : name.substring(0, dot))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
        byte[] frozen = readDocuments
                .frozen(id, kinds, whose(call))
                .orElseThrow(() -> Problems.NOT_FOUND.problem().thrown());
        return switch (dot < 0 ? "" : name.substring(dot)) {
            case "" ->
                Answer.of(200, "application/json", Buffer.buffer(frozen))
                        .with("etag", "\"" + HexFormat.of().formatHex(Frozen.sha256(frozen)) + "\"");
            case ".xml" ->
                file("application/xml", name, Ubl.of(Frozen.read(frozen)).getBytes(UTF_8));
            case ".pdf" -> file("application/pdf", name, DocumentPdf.of(Frozen.read(frozen)));
            default -> throw Problems.NOT_FOUND.problem().thrown();
        };
    }

    private static @Nullable UUID whose(Call call) {
        var party = call.caller().party();
        return party.is(Role.OPERATOR) ? null : party.id();
    }

    private static Answer file(String type, String name, byte[] bytes) {
        return Answer.of(200, type, Buffer.buffer(bytes))
                .with("content-disposition", "attachment; filename=\"" + name + "\"");
    }

    private static JsonObject json(Documents.Entry entry) {
        var due = entry.due();
        return JsonObject.of(
                        "id", Id.text("doc", entry.id()),
                        "kind", entry.kind().code(),
                        "number", entry.number(),
                        "party", Id.text("pty", entry.party()),
                        "net", json(entry.net()),
                        "vat", json(entry.vat()),
                        "total", json(entry.total()),
                        "open", json(entry.open()),
                        "due", due == null ? null : due.toString(),
                        "issued", entry.issued().toString())
                .put("at", entry.at().toString());
    }

    private static JsonObject json(Money money) {
        return JsonObject.of(
                "amount", money.minorUnits(), "currency", money.currency().getCurrencyCode());
    }
}
