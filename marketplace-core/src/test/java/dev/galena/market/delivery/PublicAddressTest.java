package dev.galena.market.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicAddressTest {
    /** Addresses that are not the public's, four bytes each. */
    private static final List<String> INSIDE_4 = List.of(
            "0.0.0.0",
            "0.0.0.1",
            "0.255.255.255",
            "10.0.0.0",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.0",
            "100.64.0.1",
            "100.100.100.200",
            "100.127.255.255",
            "127.0.0.1",
            "127.0.0.2",
            "127.127.127.127",
            "127.255.255.255",
            "169.254.0.1",
            "169.254.169.254",
            "169.254.170.2",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.0.192",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.0.1",
            "192.168.255.255",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.7",
            "203.0.113.9",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "254.1.1.1",
            "255.255.255.254",
            "255.255.255.255",
            "168.63.129.16");

    private static final List<String> INSIDE_6 = List.of(
            "::",
            "::1",
            "::2",
            "0:0:0:0:0:0:0:1",
            "0000:0000:0000:0000:0000:0000:0000:0001",
            "::127.0.0.1",
            "::8.8.8.8",
            "::ffff:0:127.0.0.1",
            "fc00::1",
            "fd00::1",
            "fd00:ec2::254",
            "fd20:ce::254",
            "fe80::1",
            "fe80::a9fe:a9fe",
            "febf::1",
            "fec0::1",
            "feff::1",
            "ff01::1",
            "ff02::1",
            "ff05::2",
            "ff0e::1",
            "100::1",
            "100:0:0:1::1",
            "2001::1",
            "2001:0:4136:e378:8000:63bf:3fff:fdd2",
            "2001:2::1",
            "2001:10::1",
            "2001:20::1",
            "2001:db8::1",
            "2001:db8:ffff::1",
            "3fff::1",
            "3fff:fff::1",
            "3ffe::1",
            "64:ff9b:1::1",
            "64:ff9b:1:fffe::a9fe:a9fe",
            "5f00::1",
            "4000::1",
            "8000::1",
            "e000::1",
            "2a00:1450:4001:81b:0:5efe:7f00:1",
            "2a00:1450:4001:81b:200:5efe:a00:1",
            "2620:4f:8000::1");

    private static final List<String> NAMES = List.of(
            "localhost",
            "localhost.",
            "LOCALHOST",
            "LocalHost",
            "a.localhost",
            "metadata.google.internal",
            "metadata.google.internal.",
            "instance-data",
            "kubernetes.default.svc",
            "127.0.0.1.nip.io",
            "localtest.me",
            "rebind.example.com",
            "mixed.example.com",
            "loopback6.example.com",
            "mapped.example.com",
            "nat64.example.com");

    /** What is refused by its looks, whatever it would resolve to. */
    private static final List<String> HOSTS = List.of(
            "2130706433",
            "017700000001",
            "0x7f000001",
            "0x7F000001",
            "0x7f.0x0.0x0.0x1",
            "0177.0.0.1",
            "0177.0.0.01",
            "0x7f.0.0.1",
            "127.1",
            "127.0.1",
            "127.0.0.01",
            "127.00.0.1",
            "0127.0.0.1",
            "127.0.0.1.1",
            "127.0.0.0x1",
            "127.0.0.256",
            "256.0.0.1",
            "1",
            "0",
            "0x0",
            "00",
            "3232235521",
            "0xa9fea9fe",
            "2852039166",
            "025177524776",
            "0251.0376.0251.0376",
            "0xA9.0xFE.0xA9.0xFE",
            "169.254.43518",
            "169.16689662",
            "10.1",
            "192.168.257",
            "0x",
            "0xg",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.",
            ".1.2.3",
            "1..2.3.4",
            "example.0x7f",
            "example.1",
            "a.b.127",
            "4294967296",
            "99999999999999999999",
            "-1",
            "-",
            ".",
            "..",
            "",
            " ",
            "%31%32%37.0.0.1",
            "127%2e0.0.1",
            "127.0.0.1%00",
            "local%68ost",
            "[::1",
            "::1]",
            "::1",
            "[::1]x",
            "[]",
            "[:]",
            "[:::]",
            "[1]",
            "[::g]",
            "[::1%25lo]",
            "[::1%lo]",
            "[fe80::1%25eth0]",
            "[fe80::1%1]",
            "[::127.0.0.256]",
            "[::ffff:0x7f.0.0.1]",
            "[::ffff:127.1]",
            "[::ffff:0177.0.0.1]",
            "[1:2:3:4:5:6:7:8:9]",
            "[12345::]",
            "[v1.fe80::1]",
            "[127.0.0.1]",
            "[localhost]",
            "user@127.0.0.1",
            "user:pw@example.com",
            "example.com@127.0.0.1",
            "@127.0.0.1",
            ":@127.0.0.1",
            "example.com:443@127.0.0.1",
            "example.com%40127.0.0.1",
            "127.0.0.1\\@example.com",
            "example.com\\.127.0.0.1",
            "127.0.0.1 .example.com",
            "exa mple.com",
            "example.com\t",
            "example.com\u0000",
            "example.com\r\nHost: x",
            "127.0.0.1\u00ad.example..com",
            "exam\u0000ple.com",
            "example.com:",
            "example.com:0",
            "example.com:65536",
            "example.com:-1",
            "example.com:+443",
            "example.com:443:443",
            "example.com:0x1bb",
            "example.com:443 ",
            "example.com:22",
            "example.com:25",
            "example.com:80",
            "example.com:5432",
            "example.com:6379",
            "example.com:9200",
            "-example.com",
            "example-.com",
            "exa$mple.com",
            "exa;mple.com",
            "exa,mple.com",
            "exa'mple.com",
            "ex\"ample.com",
            "ex<ample.com",
            "ex{ample}.com",
            "ex|ample.com",
            "ex^ample.com",
            "ex`ample.com",
            "*.example.com",
            "a..example.com",
            "a".repeat(64) + ".com",
            "a.".repeat(127) + "com",
            "xn--",
            "\ud800.com",
            "\uff05\uff13\uff11.com");

    /** Spellings that a browser or a library turns into an inside address. */
    private static final List<String> DISGUISED = List.of(
            "１２７.0.0.1",
            "①②⑦.⓪.⓪.①",
            "127。0。0。1",
            "127．0．0．1",
            "127｡0｡0｡1",
            "𝟏𝟐𝟕.0.0.1",
            "𝟙𝟚𝟟.𝟘.𝟘.𝟙",
            "１６９.254.169.254",
            "127.0.0.1.",
            "10.0.0.1.",
            "ⓛocalhost",
            "ｌｏｃａｌｈｏｓｔ",
            "loc\u00adalhost",
            "localhost。",
            "𝓁ocalhost",
            "169。254。169。254",
            "1\u00ad27.0.0.1",
            "192.168.0.1．",
            "²130706433",
            "０x7f000001",
            "0177．0．0．1",
            "[::ffff:7f00:1]",
            "[::FFFF:127.0.0.1]",
            "[0:0:0:0:0:ffff:7f00:1]",
            "[::ffff:a9fe:a9fe]",
            "[64:ff9b::7f00:1]",
            "[64:ff9b::127.0.0.1]",
            "[64:ff9b::a9fe:a9fe]",
            "[64:ff9b::10.0.0.1]",
            "[2002:7f00:1::]",
            "[2002:a9fe:a9fe::1]",
            "[2002:a00:1::1]",
            "[2002:c0a8:1::]",
            "[2002:6440:1::]",
            "[2002:e000:1::]");

    private static final List<String> SCHEMES = List.of(
            "http://example.com/",
            "HTTP://example.com/",
            "ftp://example.com/",
            "file:///etc/passwd",
            "gopher://127.0.0.1:6379/_",
            "dict://127.0.0.1:11211/",
            "jar:https://example.com!/",
            "javascript:alert(1)",
            "data:text/plain,x",
            "//example.com/",
            "https:/example.com",
            "https:example.com",
            "https:///example.com",
            "https:\\\\example.com",
            " https://example.com",
            "https://example.com/#fragment",
            "https://example.com/a b",
            "https://example.com/\\..",
            "https://example.com/é",
            "https://example.com/\r\nX-Injected: 1",
            "https://example.com/\u0000",
            "https://",
            "https://?",
            "https://#",
            "",
            "https",
            "https://example.com/" + "a".repeat(2000),
            "url:https://example.com",
            "ws://example.com",
            "unix:/run/x");

    static List<String> hostile() {
        List<String> urls = new ArrayList<>(SCHEMES);
        Stream.of(INSIDE_4, NAMES, HOSTS, DISGUISED)
                .flatMap(List::stream)
                .forEach(h -> urls.add("https://" + h + "/hook"));
        for (String six : INSIDE_6) urls.add("https://[" + six + "]/hook");
        for (String four : INSIDE_4) {
            byte[] b = InetAddress.ofLiteral(four).getAddress();
            long n = IntStream.range(0, 4).mapToLong(i -> b[i] & 0xffL).reduce(0, (a, x) -> a << 8 | x);
            String hex = "%x:%x".formatted(n >> 16, n & 0xffff);
            urls.add("https://" + n + "/");
            urls.add("https://0x%08x/".formatted(n));
            urls.add("https://0%o/".formatted(n));
            urls.add("https://[::ffff:" + four + "]/");
            urls.add("https://[64:ff9b::" + hex + "]/");
            urls.add("https://[2002:" + hex + "::1]/");
        }
        return urls;
    }

    /** A resolver on the attacker's side: names answer with what lies inside. */
    private static InetAddress[] lying(String host) throws UnknownHostException {
        return switch (host) {
            case "good.example.com" -> literals("93.184.215.14");
            case "both.example.com" -> literals("93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c");
            case "mixed.example.com" -> literals("93.184.215.14", "127.0.0.1");
            case "loopback6.example.com" -> literals("::1");
            case "mapped.example.com" -> literals("::ffff:10.0.0.1");
            case "nat64.example.com" -> literals("64:ff9b::a9fe:a9fe");
            case "none.example.com" -> new InetAddress[0];
            case "missing.example.com" -> throw new UnknownHostException(host);
            default -> literals("127.0.0.1");
        };
    }

    private static InetAddress[] literals(String... addresses) {
        return Stream.of(addresses).map(InetAddress::ofLiteral).toArray(InetAddress[]::new);
    }

    @Test
    void theTableIsLargeEnough() {
        assertThat(hostile()).hasSizeGreaterThan(450).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void hostileAddressesAreRefused(String url) {
        assertThatThrownBy(() -> lookUp(url, false)).isInstanceOf(Destination.Refused.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://good.example.com",
                "https://good.example.com?x=1",
                "HTTPS://GOOD.example.com:8443/a?b=c%20d",
                "https://good.example.com./",
                "https://both.example.com/",
                "https://93.184.215.14/",
                "https://[2606:2800:21f:cb07:6820:80da:af6b:8b2c]:443/",
                "https://[64:ff9b::5db8:d70e]/",
                "https://[2002:5db8:d70e::1]/",
                "https://[::ffff:93.184.215.14]/",
                "https://1.1.1.1/",
                "https://172.32.0.1/",
                "https://100.128.0.1/",
                "https://11.0.0.1/",
                "https://198.20.0.1/",
                "https://223.255.255.255/"
            })
    void publicAddressesAreFound(String url) {
        assertThat(PublicAddress.isPublic(lookUp(url, false))).isTrue();
    }

    @Test
    void anInternationalNameIsLookedUpInAscii() {
        assertThat(Destination.parse("https://bücher.example/päth".replace("ä", "%C3%A4"), false))
                .isEqualTo(new Destination(true, "xn--bcher-kva.example", 443, "/p%C3%A4th"));
    }

    @Test
    void developmentOpensLoopbackOnly() {
        assertThat(lookUp("http://127.0.0.1:4321/x", true).isLoopbackAddress()).isTrue();
        assertThat(lookUp("http://localhost:4321/x", true).isLoopbackAddress()).isTrue();
        assertThat(lookUp("http://[::1]:4321/x", true).isLoopbackAddress()).isTrue();
        for (String closed : List.of("10.0.0.1", "169.254.169.254", "0.0.0.0", "192.168.1.1", "[fe80::1]", "[fd00::1]"))
            assertThatThrownBy(() -> lookUp("http://" + closed + "/", true)).hasMessage("address-not-public");
    }

    @Test
    void eachTurnTriesAnotherAddress() {
        var addresses = new PublicAddress(PublicAddressTest::lying, false);
        var both = Destination.parse("https://both.example.com/", false);
        assertThat(addresses.of(both, 0)).isNotEqualTo(addresses.of(both, 1)).isEqualTo(addresses.of(both, 2));
    }

    @Test
    void aNameWithoutAddressIsUnknown() {
        for (String name : List.of("none.example.com", "missing.example.com"))
            assertThatThrownBy(() -> lookUp("https://" + name + "/", false)).hasMessage("host-unknown");
    }

    private static InetAddress lookUp(String url, boolean development) {
        return new PublicAddress(PublicAddressTest::lying, development).of(Destination.parse(url, development), 0);
    }
}
