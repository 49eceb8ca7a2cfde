package dev.galena.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemasTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'type':'integer'}                          | 1       | 0",
                "{'type':'integer'}                          | 1.0     | 0",
                "{'type':'integer'}                          | 1.5     | 1",
                "{'type':'integer'}                          | 99999999999999999999 | 1",
                "{'type':'integer','minimum':1,'maximum':5}  | 6       | 1",
                "{'type':'number','exclusiveMinimum':0}      | 0       | 1",
                "{'type':'string','minLength':2}             | 'é'     | 1",
                "{'type':'string','maxLength':1}             | '😀'    | 0",
                "{'type':'string','maxLength':1}             | 'ab'    | 1",
                "{'type':'string','pattern':'^a+$'}          | 'ab'    | 1",
                "{'type':['string','null']}                  | null    | 0",
                "{'type':'string'}                           | null    | 1",
                "{'enum':['a','b']}                          | 'c'     | 1",
                "{'type':'string','format':'date-time'}      | '2026-11-21T21:00:00Z' | 0",
                "{'type':'string','format':'date-time'}      | '2026-11-21'           | 1",
                "{'type':'string','format':'date'}           | '2026-02-30'           | 1",
                "{'type':'string','format':'time-zone'}      | 'Mars/Olympus'         | 1",
                "{'type':'array','minItems':1,'items':{'type':'integer'}} | []        | 1",
                "{'type':'array','items':{'type':'integer'}} | [1,'a','b'] | 2",
                "{'type':'array','uniqueItems':true}         | [1,1]   | 1",
                "{'type':'object','required':['a'],'properties':{'a':{'type':'string'}}} | {} | 1",
                "{'type':'object','properties':{'a':{'type':'string'}}} | {'b':1,'c':2} | 2",
                "{'type':'object','additionalProperties':{'type':'integer'}} | {'b':1,'c':'x'} | 1",
                "{'oneOf':[{'type':'string'},{'type':'integer'}]} | true | 1",
                "{'anyOf':[{'type':'string'},{'type':'integer'}]} | 1    | 0",
            })
    void finds(String schema, String value, int faults) {
        assertThat(check(schema, value)).hasSize(faults);
    }

    @Test
    void pointsToThePlace() {
        var faults = check(
                "{'type':'object','properties':{'a/b':{'type':'array','items':{'type':'integer'}}}}",
                "{'a/b':[1,'x']}");
        assertThat(faults).singleElement().extracting(Fault::pointer).isEqualTo("/a~1b/1");
    }

    @Test
    void numbersAreTheSameHoweverTheyCame() {
        var schema = compile("{'type':'integer','enum':[5,20]}");
        for (Object number : List.of(20, 20L)) {
            var faults = new ArrayList<Fault>();
            schema.check(number, Schema.Place.BODY, faults);
            assertThat(faults).isEmpty();
        }
        assertThat(check("{'type':'integer','enum':[5,20]}", "6")).hasSize(1);
    }

    @Test
    void followsSchemasThatReferToThemselves() {
        var components = json("{'Tree':{'type':'object','properties':{'child':{'$ref':'#/components/schemas/Tree'}}}}");
        var faults = new ArrayList<Fault>();
        new Schemas(components)
                .compile(json("{'$ref':'#/components/schemas/Tree'}"))
                .check(parsed("{'child':{'child':{'odd':1}}}"), Schema.Place.BODY, faults);
        assertThat(faults).singleElement().extracting(Fault::pointer).isEqualTo("/child/child/odd");
    }

    @Test
    void refusesWhatItWouldNotCheck() {
        assertThatThrownBy(() -> compile("{'type':'string','contentEncoding':'base64'}"))
                .hasMessageContaining("contentEncoding");
        assertThatThrownBy(() -> compile("{'type':'string','format':'iban'}")).hasMessageContaining("iban");
        assertThatThrownBy(() -> compile("{'$ref':'#/components/schemas/Nothing'}"))
                .hasMessageContaining("Nothing");
    }

    private static List<Fault> check(String schema, String value) {
        var faults = new ArrayList<Fault>();
        compile(schema).check(parsed(value), Schema.Place.BODY, faults);
        return faults;
    }

    private static Schema compile(String schema) {
        return new Schemas(new JsonObject()).compile(json(schema));
    }

    private static JsonObject json(String text) {
        return new JsonObject(text.replace('\'', '"'));
    }

    private static Object parsed(String text) {
        return StrictJson.parse(Buffer.buffer(text.replace('\'', '"')));
    }
}
